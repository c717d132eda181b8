# beside channel_patterns fan_in
import asyncio


async def printer(name, pages):
    for page in range(1, 4):
        await pages.put(f"{name}{page}")


async def printers(pages):
    async with asyncio.TaskGroup() as group:
        for name in "ABC":
            group.create_task(printer(name, pages))
    await pages.put(None)  # the end, after the last of them


async def main():
    pages = asyncio.Queue(maxsize=1)
    printing = asyncio.create_task(printers(pages))
    count = 0
    while await pages.get() is not None:
        count += 1
    await printing
    print("pages:", count)


asyncio.run(main())

# prints:
# pages: 9

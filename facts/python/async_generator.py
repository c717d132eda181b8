# holds select_statements stream: "In Python a stream is an asynchronous generator,
# and `async for` reads it."
import asyncio


async def pages():
    for page in (1, 2):
        await asyncio.sleep(0)
        yield page


async def main():
    async for page in pages():
        print("page", page)


asyncio.run(main())

# prints:
# page 1
# page 2

# beside goroutine_basics hundred_thousand
import asyncio


async def attend(n, all_are_here):
    await all_are_here.wait()
    return n


async def main():
    all_are_here = asyncio.Event()
    tasks = [
        asyncio.create_task(attend(n, all_are_here)) for n in range(1, 100_001)
    ]
    print("alive, with main:", len(asyncio.all_tasks()))
    all_are_here.set()
    print("sum:", sum(await asyncio.gather(*tasks)))


asyncio.run(main())

# prints:
# alive, with main: 100001
# sum: 5000050000

# beside channel_patterns daisy_chain
import asyncio


async def link(left, right):
    left.set_result(1 + await right)


async def main():
    loop = asyncio.get_running_loop()
    left = leftmost = loop.create_future()
    links = []  # the loop itself keeps only weak references to its tasks
    for _ in range(100_000):
        right = loop.create_future()
        links.append(asyncio.create_task(link(left, right)))
        left = right
    left.set_result(1)
    print(await leftmost)


asyncio.run(main())

# prints:
# 100001

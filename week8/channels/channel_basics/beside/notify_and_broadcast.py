# beside channel_basics notify_and_broadcast
import asyncio


async def run(gun):
    await gun.wait()
    print("runs")


async def main():
    gun = asyncio.Event()
    async with asyncio.TaskGroup() as runners:
        for _ in range(4):
            runners.create_task(run(gun))
        print("fires")
        gun.set()


asyncio.run(main())

# prints:
# fires
# runs
# runs
# runs
# runs

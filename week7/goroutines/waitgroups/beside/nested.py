# beside waitgroups nested
import asyncio


async def parent():
    async with asyncio.TaskGroup() as parts:
        tasks = [parts.create_task(asyncio.sleep(0)) for _ in range(2)]
    print("a parent ends, its parts have ended:", all(t.done() for t in tasks))


async def main():
    async with asyncio.TaskGroup() as parents:
        for _ in range(2):
            parents.create_task(parent())
    print("both parents have ended")


asyncio.run(main())

# prints:
# a parent ends, its parts have ended: True
# a parent ends, its parts have ended: True
# both parents have ended

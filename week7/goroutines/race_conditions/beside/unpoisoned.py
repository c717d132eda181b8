# beside race_conditions unpoisoned
import asyncio

lock = asyncio.Lock()
pair = [7, 7]  # the two are always equal, but for a moment under the lock


async def change():
    async with lock:
        pair[0] = 8
        await asyncio.sleep(0)
        raise RuntimeError("the second write never comes")


async def main():
    task = asyncio.create_task(change())
    await asyncio.wait([task])
    async with lock:  # nobody is told
        print("finds", pair)
    print("the task says:", task.exception())


asyncio.run(main())

# prints:
# finds [8, 7]
# the task says: the second write never comes

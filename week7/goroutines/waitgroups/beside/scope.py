# beside waitgroups scope
import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

done = []
with ThreadPoolExecutor() as pool:
    for name in "AB":
        pool.submit(done.append, name)
# The end of the block has waited for both jobs.
print("jobs done:", len(done))


async def main():
    done = []

    async def worker(name):
        await asyncio.sleep(0)
        done.append(name)

    async with asyncio.TaskGroup() as group:
        for name in "AB":
            group.create_task(worker(name))
    # The end of the block has waited for both tasks.
    print("tasks done:", len(done))


asyncio.run(main())

# prints:
# jobs done: 2
# tasks done: 2

# beside channel_basics shared_queue
import asyncio


async def worker(jobs, done):
    while True:
        job = await jobs.get()
        done.append(job)
        jobs.task_done()


async def main():
    jobs, done = asyncio.Queue(maxsize=2), []
    workers = [asyncio.create_task(worker(jobs, done)) for _ in range(3)]
    for job in range(9):
        await jobs.put(job)
    await jobs.join()  # until task_done was called for every job
    for each in workers:
        each.cancel()  # the loops have no end of their own
    print("jobs done:", len(done))


asyncio.run(main())

# prints:
# jobs done: 9

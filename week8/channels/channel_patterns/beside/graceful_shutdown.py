# beside channel_patterns graceful_shutdown
import asyncio


async def work(stop, order):
    while not stop.is_set():
        await asyncio.sleep(order)


async def main():
    stop = asyncio.Event()
    workers = [asyncio.create_task(work(stop, order)) for order in (0, 0.001, 3600)]
    await asyncio.sleep(0.002)
    stop.set()
    done, late = await asyncio.wait(workers, timeout=0.2)
    print("in time:", len(done), "late:", len(late))
    for worker in late:
        worker.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    print("all are gone:", all(worker.done() for worker in workers))


asyncio.run(main())

# prints:
# in time: 2 late: 1
# all are gone: True

# beside channel_patterns heartbeat
import asyncio


async def work(beats):
    for page in (1, 2):
        beats.put_nowait(page)
    await asyncio.Event().wait()  # hangs at page 3


async def main():
    beats, printed = asyncio.Queue(), 0
    worker = asyncio.create_task(work(beats))
    try:
        while True:
            printed = await asyncio.wait_for(beats.get(), timeout=0.03)
    except TimeoutError:
        print("silent after page", printed)
    worker.cancel()  # raises CancelledError at the await where it hangs
    await asyncio.wait([worker])
    print("it is gone:", worker.cancelled())


asyncio.run(main())

# prints:
# silent after page 2
# it is gone: True

# holds goroutine_patterns blocked_executor: "in Python's asyncio, one call is
# enough"
# holds README.md: "`asyncio.to_thread(f)`"
# holds goroutine_basics scheduling: "A task of tokio or Python's asyncio gives its
# thread back only at an await that has to wait."
import asyncio
import threading


async def main():
    beats = 0

    async def beat():
        nonlocal beats
        while True:
            beats += 1
            await asyncio.sleep(0)

    heart = asyncio.create_task(beat())
    await asyncio.sleep(0)
    before = beats
    threading.Event().wait(0.01)  # blocks the loop
    print("beats while the loop was blocked:", beats - before)

    paper = threading.Event()
    blocked = asyncio.create_task(asyncio.to_thread(paper.wait))
    while beats < 1_000:  # the call blocks, and the loop does not
        await asyncio.sleep(0)
    print("blocked meanwhile:", not blocked.done())
    paper.set()
    print(await blocked)
    heart.cancel()


asyncio.run(main())

# prints:
# beats while the loop was blocked: 0
# blocked meanwhile: True
# True

# beside goroutine_patterns blocked_executor
import asyncio
import threading


async def heart(beats):
    for _ in range(3):
        beats.append("beat")
        await asyncio.sleep(0)


async def main():
    door = threading.Event()
    beats = []
    call = asyncio.create_task(asyncio.to_thread(door.wait))  # as spawn_blocking
    await heart(beats)
    print("beside to_thread, beats:", len(beats))
    door.set()
    await call

    beats = []
    beating = asyncio.create_task(heart(beats))
    threading.Event().wait(timeout=0.01)  # blocks the loop: no task runs
    print("while the loop is blocked, beats:", len(beats))
    await beating


asyncio.run(main())

# prints:
# beside to_thread, beats: 3
# while the loop is blocked, beats: 0

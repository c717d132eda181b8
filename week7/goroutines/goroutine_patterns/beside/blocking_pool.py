# beside goroutine_patterns blocking_pool
import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor


async def main():
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(max_workers=2))
    door = threading.Event()
    calls = [asyncio.create_task(asyncio.to_thread(door.wait)) for _ in range(2)]
    await asyncio.sleep(0)  # both are handed to the pool
    third = asyncio.create_task(asyncio.to_thread(print, "the third call runs"))

    await asyncio.wait([third], timeout=0.01)
    print("has ended:", third.done())
    door.set()
    await asyncio.gather(*calls, third)


asyncio.run(main())

# prints:
# has ended: False
# the third call runs

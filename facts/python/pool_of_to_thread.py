# holds goroutine_patterns blocking_pool: "Python's `asyncio.to_thread` has such a
# pool, too, and it is smaller."
import asyncio


async def main():
    await asyncio.to_thread(len, "")
    pool = asyncio.get_running_loop()._default_executor
    print("at most 32 threads:", pool._max_workers <= 32)


asyncio.run(main())

# prints:
# at most 32 threads: True

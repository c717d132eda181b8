# holds goroutine_patterns bridges: "`block_on` goes from a plain function into the
# runtime; asyncio calls it `run`."
import asyncio
import threading


async def answer():
    return 10


async def main():
    inner = answer()
    try:
        asyncio.run(inner)
    except RuntimeError as error:
        print(error)
    inner.close()

    loop = asyncio.get_running_loop()
    got = asyncio.Event()

    def from_a_thread():
        future = asyncio.run_coroutine_threadsafe(answer(), loop)
        print(future.result())
        loop.call_soon_threadsafe(got.set)

    threading.Thread(target=from_a_thread).start()
    await got.wait()
    print(await loop.run_in_executor(None, lambda: 10))


asyncio.run(main())

# prints:
# asyncio.run() cannot be called from a running event loop
# 10
# 10

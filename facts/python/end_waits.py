# holds goroutine_patterns runtime_end: "Python's `asyncio.run` waits for the
# calls of `to_thread`, too"
import asyncio
import threading

goes_on = threading.Event()


def blocks():
    goes_on.wait()
    print("the call has ended")


async def main():
    asyncio.create_task(asyncio.to_thread(blocks))
    await asyncio.sleep(0)
    print("main has ended")
    asyncio.get_running_loop().call_later(0, goes_on.set)


asyncio.run(main())
print("run has returned")

# prints:
# main has ended
# the call has ended
# run has returned

# beside goroutine_patterns runtime_end
import asyncio
import threading

door = threading.Event()


def call():
    door.wait()
    print("the call goes on")


async def main():
    asyncio.get_running_loop().run_in_executor(None, call)  # nobody awaits it
    threading.Timer(0.01, door.set).start()
    print("main ends")


asyncio.run(main())  # waits for the call
print("the loop has ended")

# prints:
# main ends
# the call goes on
# the loop has ended

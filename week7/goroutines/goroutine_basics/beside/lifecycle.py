# beside goroutine_basics lifecycle
import asyncio


async def printer():
    try:
        print("printer: starts to print")
        await asyncio.Event().wait()  # for ever
    except asyncio.CancelledError:
        print("printer: could go on, because it catches the exception")
        raise


async def main():
    task = asyncio.create_task(printer())
    print("main: created, nothing of it has run")
    await asyncio.sleep(0)
    print("main: parked, done:", task.done())
    task.cancel()
    await asyncio.wait([task])
    print("main: cancelled:", task.cancelled())


asyncio.run(main())

# prints:
# main: created, nothing of it has run
# printer: starts to print
# main: parked, done: False
# printer: could go on, because it catches the exception
# main: cancelled: True

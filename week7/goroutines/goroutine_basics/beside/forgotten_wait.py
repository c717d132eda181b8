# beside goroutine_basics forgotten_wait
import asyncio
import threading

paper = threading.Event()


def printer():
    paper.wait()
    print("thread: has printed")


async def main():
    async def print_page():
        try:
            await asyncio.Event().wait()  # for paper that never comes
        finally:
            print("task: is cancelled")

    task = asyncio.create_task(print_page())
    await asyncio.sleep(0)  # the task runs, up to its await
    print("main task: has not waited for", "it" if not task.done() else "nothing")


asyncio.run(main())  # at its end it cancels the tasks that are left

threading.Thread(target=printer).start()
print("main: goes home")
paper.set()
# Nobody joins the thread. Python waits for it, because it is not a daemon.

# prints:
# main task: has not waited for it
# task: is cancelled
# main: goes home
# thread: has printed

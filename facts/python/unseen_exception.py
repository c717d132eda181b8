# holds README.md: "`asyncio.create_task(f())`"
import asyncio
import gc


async def print_page():
    raise RuntimeError("out of paper")


async def main():
    task = asyncio.create_task(print_page())
    print("started by create_task, without an await:", not task.done())
    await asyncio.sleep(0)
    print("ended:", task.done())
    del task
    gc.collect()
    print("main goes on")


asyncio.run(main())

# stderr has "Task exception was never retrieved"
# stderr has "RuntimeError: out of paper"
# prints:
# started by create_task, without an await: True
# ended: True
# main goes on

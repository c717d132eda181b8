# holds README.md: "`asyncio.wait(tasks, return_when=FIRST_COMPLETED)`"
import asyncio


async def main():
    orders, returns = asyncio.Queue(), asyncio.Queue()
    returns.put_nowait("return 7")
    tasks = [asyncio.create_task(queue.get()) for queue in (orders, returns)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    print([task.result() for task in done])

    orders.put_nowait("order 8")
    returns.put_nowait("return 9")
    tasks = [asyncio.create_task(queue.get()) for queue in (orders, returns)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print(sorted(task.result() for task in done))


asyncio.run(main())

# prints:
# ['return 7']
# ['order 8', 'return 9']

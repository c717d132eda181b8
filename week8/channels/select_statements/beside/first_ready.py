# beside select_statements first_ready
import asyncio


async def first(orders, returns):
    # asyncio has no select: wait for the first of several tasks, cancel the others.
    tasks = [asyncio.create_task(queue.get()) for queue in (orders, returns)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    return [task.result() for task in done]  # it may be both


async def main():
    orders, returns = asyncio.Queue(), asyncio.Queue()
    returns.put_nowait("return 7")
    print(await first(orders, returns))


asyncio.run(main())

# prints:
# ['return 7']

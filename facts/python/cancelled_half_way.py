# holds select_statements cancel_safety: "In asyncio, `cancel` does the same harm."
import asyncio


async def main():
    orders = asyncio.Queue()
    waits = asyncio.create_task(orders.get())
    await asyncio.sleep(0)
    waits.cancel()
    orders.put_nowait("order 1")
    await asyncio.wait([waits])
    print("cancelled in the get, still there:", orders.qsize())

    async def next_checked():
        order = await orders.get()
        await asyncio.Event().wait()  # is checked
        return order

    try:
        await asyncio.wait_for(next_checked(), timeout=0.001)
    except TimeoutError:
        print("cancelled in the check, still there:", orders.qsize())


asyncio.run(main())

# prints:
# cancelled in the get, still there: 1
# cancelled in the check, still there: 0

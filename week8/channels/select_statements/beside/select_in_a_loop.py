# beside select_statements select_in_a_loop
import asyncio


async def print_page(steps):
    for _ in range(3):
        await asyncio.sleep(0.01)
        steps.append("step")
    return "printed"


async def main():
    steps = []
    for _ in range(3):  # made anew in each turn, and cancelled half-way
        page = asyncio.create_task(print_page(steps))
        await asyncio.sleep(0)
        page.cancel()
        await asyncio.wait([page])
    print("made anew:", steps)

    page = asyncio.create_task(print_page(steps))  # made once
    while not page.done():
        await asyncio.wait([page], timeout=0.001)  # cancels nothing
    print("made once:", page.result())


asyncio.run(main())

# prints:
# made anew: []
# made once: printed

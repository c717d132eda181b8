# beside goroutine_basics cancellation
import asyncio


async def printer(name):
    pages = 0
    try:
        while True:
            await asyncio.sleep(0)
            pages += 1
    except asyncio.CancelledError:  # raised at the await
        print(f"printer {name}: puts its pages on the pile")
        raise


async def main():
    printers = [asyncio.create_task(printer(name)) for name in "ABC"]
    for _ in range(3):
        await asyncio.sleep(0)
    for each in printers:
        each.cancel()
    await asyncio.wait(printers)
    print("all have ended")


asyncio.run(main())

# prints:
# printer A: puts its pages on the pile
# printer B: puts its pages on the pile
# printer C: puts its pages on the pile
# all have ended

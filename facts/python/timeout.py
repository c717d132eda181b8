# holds goroutine_patterns timeout: "CancelledError is raised at its await; finally runs"
import asyncio


async def print_page():
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        print("raised at its await")
        raise
    finally:
        print("finally runs")


async def main():
    try:
        async with asyncio.timeout(0.001):
            await print_page()
    except TimeoutError:
        print("too late")


asyncio.run(main())

# prints:
# raised at its await
# finally runs
# too late

# beside select_statements polled_again
import asyncio


async def print_page():
    return "a page"


async def main():
    page = print_page()
    print(await page)
    try:
        await page  # a coroutine runs once
    except RuntimeError as error:
        print(error)


asyncio.run(main())

# prints:
# a page
# cannot reuse already awaited coroutine

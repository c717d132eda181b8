# holds goroutine_basics lazy_futures: "In Rust, as in Python, calling an `async fn` starts nothing"
import asyncio


async def fetch():
    print("begins")


async def main():
    page = fetch()
    print("called")
    await page


asyncio.run(main())

# prints:
# called
# begins

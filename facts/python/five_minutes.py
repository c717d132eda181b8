# holds goroutine_patterns runtime_end: "since 3.12 for five minutes at most."
# needs python 3.12
import asyncio.constants

print(asyncio.constants.THREAD_JOIN_TIMEOUT, "seconds")

# prints:
# 300 seconds

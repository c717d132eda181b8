# beside goroutine_patterns rate_limits
class TokenBucket:
    """Time is a number of milliseconds here, so that no test has to wait."""

    def __init__(self):
        self.tokens, self.made = 3, 0

    def admit(self, now):
        """When a request that comes at `now` may pass."""
        new = (now - self.made) // 10
        self.made += 10 * new
        self.tokens = min(3, self.tokens + new)  # a full bucket runs over
        self.tokens -= 1  # below zero: owed
        return now if self.tokens >= 0 else self.made - 10 * self.tokens


bucket = TokenBucket()
print([bucket.admit(0) for _ in range(6)])

# prints:
# [0, 0, 0, 10, 20, 30]

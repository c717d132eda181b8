# beside channel_patterns prime_sieve
from itertools import count


def without_multiples(numbers, prime):
    return (number for number in numbers if number % prime != 0)


numbers, primes = count(2), []
while len(primes) < 10:
    primes.append(next(numbers))
    numbers = without_multiples(numbers, primes[-1])
print(primes)  # a chain of generators: nothing runs at the same time

# prints:
# [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]

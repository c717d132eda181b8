# holds race_conditions compound_map: "a `dict` of Python has `setdefault`"
prices = {}
first = prices.setdefault("map", 3)
again = prices.setdefault("map", 4)
print(first, again, prices)

# prints:
# 3 3 {'map': 3}

module compare

go 1.25

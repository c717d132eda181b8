# Each target is a command or two that a person could type.

# The lessons of a week, in the order in which Cargo.toml lists them.
lessons = $(filter-out %_practice,\
	$(notdir $(shell sed -n 's|^    "\($(1)/.*\)",|\1|p' Cargo.toml)))

.DEFAULT_GOAL := help
.PHONY: help doctor week7 week8 test prove published mutants compare peers facts docs book lint ci

help: ## lists the targets
	@sed -n 's/^\([a-z0-9]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 8

doctor: ## checks whether this machine has what the course needs; FETCH=1 downloads the crates of the course
	@cargo run --quiet --package doctor -- $(if $(FETCH),--fetch)

week7: ## runs the lessons of week 7 in order: goroutines
	@for lesson in $(call lessons,week7); do cargo run --quiet --package $$lesson || exit; done

week8: ## runs the lessons of week 8 in order: channels
	@for lesson in $(call lessons,week8); do cargo run --quiet --package $$lesson || exit; done

test: ## tests what each section says under Always, every program and every page
	cargo test --workspace

prove: ## tests the judge with right answers, wrong ones and mutants, and cargo explore with published crates
	cargo week7 prove
	cargo week8 prove
	cargo run --quiet --package mutants
	cargo run --quiet --package published -- --check

published: ## explores published crates, and writes the tables of them anew; NAME=slab for one
	@cargo run --quiet --package published -- $(NAME)

mutants: ## small mistakes in right answers, and which of them pass; EXERCISE=safe_counter
	@cargo run --quiet --package mutants -- $(EXERCISE)

compare: ## measures Rust, Go and Python in turn; ROWS=spawn,pingpong for some rows
	@cargo run --quiet --release --package compare -- $(if $(ROWS),--rows $(ROWS))

peers: ## explores the same programs with explore, shuttle and loom; BEFORE=4d126c0 for an old explore
	cargo build --release --manifest-path explore/peers/Cargo.toml --target-dir target/peers
	$(if $(BEFORE),test -d target/before || git worktree add --detach target/before $(BEFORE))
	$(if $(BEFORE),cp -r explore/peers target/before/explore)
	$(if $(BEFORE),cargo build --release --no-default-features --target-dir target/peers/before \
		--manifest-path target/before/explore/peers/Cargo.toml)
	target/peers/release/peers table
	target/peers/release/peers rates $(if $(BEFORE),--before target/peers/before/release/peers)

facts: ## runs the programs that show what the pages say of Go, Python and the crates
	@cargo run --quiet --package facts

docs: ## makes the pages, the programs and the pictures anew
	cargo run --quiet --package tests --bin docs

book: ## makes a book of the pages, with search: target/book/html/index.html
	test -x target/mdbook/bin/mdbook || CARGO_PROFILE_DEV_DEBUG=0 \
		cargo install --debug --quiet --root target/mdbook --locked \
		--no-default-features --features search mdbook --version 0.5.4
	cargo run --quiet --package tests --bin docs -- --book
	target/mdbook/bin/mdbook build target/book

lint: ## checks the formatting, and runs clippy with warnings denied
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- --deny warnings

ci: ## runs all that CI runs
	.ci/run

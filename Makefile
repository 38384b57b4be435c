# The one door to everything; `make help` lists the targets.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:

SWIFT_SOURCES := $(wildcard Package.swift Sources Tests Benchmarks)
FUZZERS := $(patsubst Tests/Fuzzers/%/,%,$(wildcard Tests/Fuzzers/*/))
BENCHMARKS := $(patsubst Benchmarks/%/,%,$(wildcard Benchmarks/*/))
FUZZ_SECONDS ?= 30
BENCH_LEDGER ?= .build/bench-ledger
ARGUMENTS_OF_ServingBenchmark = $(BENCH_LEDGER)
# The build's progress is for a terminal; elsewhere only its faults are shown.
QUIET := $(if $(MAKE_TERMOUT),,--quiet)
# Failures and the closing line.
TEST_FLAGS := --parallel --disable-xctest --quiet
# Else all tests begin at once, hundreds of them with an engine of their own.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH := 16
# SwiftPM orders sanitizers by chance, and with `address` last there is no coverage unless it is asked for. The linker
# would drop its tables, and warns of symbols that are none of ours.
FUZZ_FLAGS := --sanitize=address --sanitize=fuzzer --disable-dead-strip \
	-Xswiftc -sanitize-coverage=edge,trace-cmp,inline-8bit-counters,pc-table
# Where each fuzzer begins.
SEEDS_OF_FuzzBase64 = Corpora/base64
SEEDS_OF_FuzzEntity = Corpora/entities
SEEDS_OF_FuzzEnvelope = Corpora/envelopes
SEEDS_OF_FuzzHCard = Corpora/hcard
SEEDS_OF_FuzzJRD = Corpora/jrd
SEEDS_OF_FuzzLinks = Corpora/links
SEEDS_OF_FuzzPrivatePayload = Corpora/private

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

.PHONY: setup
setup: ## Install what this machine lacks (Debian and Ubuntu)
	@Tools/setup

.PHONY: build
build: setup ## Build the release
	@echo "Building the release ..."
	@swift build -c release --product millrace $(QUIET)

# With Swift's libraries inside, so that the package needs nothing that Debian does not have.
.PHONY: deb
deb: setup ## Build a Debian package, in .build-deb
	@echo "Building the package ..."
	@swift build -c release --static-swift-stdlib --product millrace --scratch-path .build-deb $(QUIET)
	@Packaging/build-deb .build-deb/release/millrace .build-deb

.PHONY: run
run: build ## Build, and show what Millrace does: a generated world, its streams, a search, thumbnails
	@exec .build/release/millrace demo

.PHONY: test
test: setup lint ## Check the style and the layers, then build and run every test, those of the Ruby client included
	@echo "Building the tests ..."
	@swift build --build-tests $(QUIET)
	@Tools/docs
	@Clients/ruby/bin/test
	@swift test --skip-build $(TEST_FLAGS)

.PHONY: check
check: ## Do what continuous integration does
	@.ci/run

.PHONY: lint
lint: ## Check the style (swift format) and the layers (Tools/check-imports)
	@swift format lint --strict --parallel --recursive $(SWIFT_SOURCES)
	@Tools/check-imports

.PHONY: format
format: ## Rewrite the sources in the style
	@swift format --in-place --parallel --recursive $(SWIFT_SOURCES)

.PHONY: docs
docs: setup ## Make the reference of the Swift modules (DocC), in .build/docs; a warning is an error
	@swift build --build-tests $(QUIET)
	@Tools/docs

# A sanitizer's own memory is beyond any limit, so that what tests the workers' is left out.
SANITIZED_FLAGS := --skip MediaMemoryTests --skip memoryIsLimitedInTheWorkerItself

.PHONY: tsan
tsan: setup ## Run the tests under ThreadSanitizer
	@swift test --sanitize=thread -Xswiftc -DTSAN --scratch-path .build-tsan $(TEST_FLAGS) $(SANITIZED_FLAGS)

.PHONY: asan
asan: setup ## Run the tests under AddressSanitizer
	@ASAN_OPTIONS=detect_leaks=0 swift test --sanitize=address --scratch-path .build-asan $(TEST_FLAGS) \
		$(SANITIZED_FLAGS)

.PHONY: leak
leak: setup ## Look for limited posts in the wrong hands over ten million pairs of viewer and post (hours)
	@LEAK_PAIRS=10000000 swift test -c release -Xswiftc -enable-testing --scratch-path .build-leak \
		--filter LeakTests $(TEST_FLAGS)

.PHONY: fuzz
fuzz: setup $(addprefix fuzz-,$(FUZZERS)) fuzz-worker ## Run each fuzzer for FUZZ_SECONDS (30); findings in .build-fuzz/findings

.PHONY: $(addprefix fuzz-,$(FUZZERS))
$(addprefix fuzz-,$(FUZZERS)): fuzz-%:
	@mkdir -p .build-fuzz/findings .build-fuzz/inputs/$*
	@echo "Building $* ..."
	@FUZZ=1 swift build -c release $(FUZZ_FLAGS) --product $* --scratch-path .build-fuzz --quiet 2>&1 \
		| { grep -v 'Cannot export local symbol' || true; }
	@ASAN_OPTIONS=detect_leaks=0 SWIFT_BACKTRACE=enable=no .build-fuzz/release/$* -max_total_time=$(FUZZ_SECONDS) \
		-max_len=65536 -print_final_stats=1 -artifact_prefix=.build-fuzz/findings/ .build-fuzz/inputs/$* $(SEEDS_OF_$*)

.PHONY: fuzz-worker
fuzz-worker: setup ## Give real media workers damaged pictures for FUZZ_SECONDS; findings in .build-fuzz/findings
	@mkdir -p .build-fuzz/findings
	@FUZZ_SECONDS=$(FUZZ_SECONDS) FUZZ_FINDINGS=$(CURDIR)/.build-fuzz/findings \
		swift test --disable-xctest --filter WorkerFuzzTests

.PHONY: bench
bench: setup $(addprefix bench-,$(BENCHMARKS)) ## Run each benchmark of Benchmarks in the release build

.PHONY: $(addprefix bench-,$(BENCHMARKS))
$(addprefix bench-,$(BENCHMARKS)): bench-%:
	@swift build -c release --product $* $(QUIET)
	@taskset -c $(or $(CORES_OF_$*),1) .build/release/$* $(ARGUMENTS_OF_$*)

# Its workers are this program; at last it asks what a second core adds.
CORES_OF_MediaBenchmark = 0,1
bench-MediaBenchmark: build

# A large pod's ledger is made once, in some minutes, and kept until `make clean`.
bench-ServingBenchmark: $(BENCH_LEDGER)/ledger.sqlite
$(BENCH_LEDGER)/ledger.sqlite:
	@swift build -c release --product millrace $(QUIET)
	@.build/release/millrace corpus --size large --ledger $(BENCH_LEDGER)

.PHONY: clean
clean: ## Remove everything that was built
	@rm -rf .build .build-tsan .build-asan .build-fuzz .build-deb

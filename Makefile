PREFIX ?= /usr/local
SECONDS ?= 600

.PHONY: run build test lint check bench matrix fuzz docs release install screenshots clean

run: ## build the product and start it; offers the demo where no container runs
	@scripts/need libncurses-dev
	@scripts/run $(ARGS)

build: ## everything, for debugging
	@scripts/need libncurses-dev
	swift build

test: ## all tests, none skipped: real namespaces, real engines
	@scripts/need --tests
	@scripts/test

lint: ## format, forbidden words, shell scripts
	@scripts/lint

check: ## what CI runs
	@scripts/need --tests
	@scripts/lint
	@scripts/test

matrix: ## kills at every step and random sequences of changes, whole: hours; `make check` draws samples of them
	@scripts/need --tests
	@scripts/matrix $(ARGS)

bench: ## what gantry costs: QUICK=1 for a short look, RECORD=1 writes docs/performance.md, PEERS=1 installs peers
	@scripts/need libncurses-dev libvterm-dev
	@$(if $(PEERS),scripts/bench-peers)
	@scripts/bench $(if $(QUICK),--quick) $(if $(RECORD),--record docs/performance.md)

fuzz: ## the netlink decoder, for SECONDS
	@scripts/fuzz-netlink $(SECONDS)

docs: ## packaging/: the manual page and the completions, from the program's help; docs/doctor.md, from the rules
	@scripts/docs

release: ## dist/gantry: one stripped binary with the Swift run time in it
	@scripts/need libncurses-dev
	@scripts/release

install: ## dist/gantry, man page and completions, below PREFIX
	@scripts/install "$(DESTDIR)$(PREFIX)"

screenshots: ## screenshots/*.png
	@scripts/screenshots

clean:
	rm -rf .build dist

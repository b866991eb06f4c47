# Everything a contributor runs, one word each. `make` alone lists it.

MVN     ?= $(shell config/bin/find-maven)
# In CI: no colours, no prompts, no download bars.
MVN_ARGS ?= $(if $(CI),--batch-mode --no-transfer-progress)
# Where `make run` and `make demo` run: kind, local or current; empty chooses kind if Docker answers, else local.
CLUSTER ?=
# The port of health, metrics and the live page; the next free one is taken if it is busy.
PORT    ?= 8080
# How many instances `make bench` creates.
N       ?= 100

kept_cluster := target/cluster

export CLUSTER PORT

.DEFAULT_GOAL := help
.PHONY: help run demo test check bench build aot schemas format cluster cluster-stop clean

# Colours only for eyes: $(paint) is empty in a pipe and where NO_COLOR is set.
paint = $(if $(NO_COLOR),,$(MAKE_TERMOUT))
name_format = $(if $(paint),\033[36m%-14s\033[0m,%-14s)

help: ## Show this list
	@printf 'Trellis: turns a graph of Kubernetes objects into an API of its own.\n\nUsage: make <target>\n\n'
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  $(name_format) %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@printf '\nVariables: CLUSTER=kind|local|current (run, demo)  PORT=8080 (run)  N=100 (bench)  MVN=./mvnw\n'

run: ## Start a cluster, the controller and the sample; stays until Ctrl-C
	@config/bin/run

demo: ## Walk through the sample by itself, say what came of each step, clean up
	@config/bin/demo

test: ## All tests: unit tests, and those against a real control plane
	$(MVN) $(MVN_ARGS) verify

check: ## The quick ones: formatting and unit tests
	$(MVN) $(MVN_ARGS) -Dformat=check test

bench: ## Measure, beside the least that the API server allows: make bench N=1000
	@config/bin/bench $(N)

build: ## Build target/trellis.jar without running tests
	$(MVN) $(MVN_ARGS) -DskipTests package

aot: build ## Also unpack it to target/app, with a cache that halves the time of a start
	@config/bin/aot

schemas: ## Renew the bundled schemas of the built-in kinds, from the control plane of the tests
	$(MVN) $(MVN_ARGS) --quiet verify -Dtest=None -Dit.test='BundledClusterIT#theBundle*' -Dsurefire.failIfNoSpecifiedTests=false \
		-Dschemas.write=true

format: ## Format all sources
	$(MVN) $(MVN_ARGS) --quiet validate -Dformat=write

cluster: ## Start a control plane and keep it, so that tests need not start one
	@config/local-cluster/local-cluster start trellis --workdir $(kept_cluster) \
		--kubeconfig $(kept_cluster)/kubeconfig --audit --unsafe-no-fsync
	@echo 'To use it from this shell, for tests and for kubectl:'
	@echo '  export TRELLIS_TEST_KUBECONFIG=$(CURDIR)/$(kept_cluster)/kubeconfig'
	@echo '  export KUBECONFIG=$(CURDIR)/$(kept_cluster)/kubeconfig'
	@echo "  export PATH=$$(config/local-cluster/local-cluster binaries):\$$PATH"
	@echo 'To delete it: make cluster-stop'

cluster-stop: ## Delete what `make cluster` started
	@config/local-cluster/local-cluster stop trellis --workdir $(kept_cluster)

clean: cluster-stop ## Delete everything that was built, and the kept control plane
	$(MVN) $(MVN_ARGS) clean

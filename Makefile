# Two commands matter: make run, make test. CONTRIBUTING.md has the rest.
PORT ?=
export PORT
.DEFAULT_GOAL := help
.PHONY: help run setup test test-postgres lint fast bench faults lock clean

help:  ## what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 24

run:  ## set up and serve on 127.0.0.1:8000 (PORT=… for another)
	@scripts/with-python scripts.run
	@exec .venv/bin/zhucun serve --prepare --signins --port "$${PORT:-8000}"

test:  ## lint and the whole suite on SQLite
	@scripts/with-python scripts.check all

test-postgres:  ## the same on a PostgreSQL of its own, but for what is the same on either
	@scripts/with-python scripts.check postgres

lint:  ## ruff, mypy, import contracts, templates, TypeScript
	@scripts/with-python scripts.check lint

messages:  ## extract and compile the English catalogue
	@scripts/with-python scripts.check messages

bench:  ## page times, query counts, memory, as JSON
	@scripts/with-python scripts.run setup
	@.venv/bin/zhucun bench

faults:  ## the table of faults in docs/offline.md, from the marks of the tests
	@scripts/with-python scripts.faults

lock:  ## write requirements/*.txt anew from requirements/*.in
	@scripts/with-python scripts.lock

clean:  ## remove what was built; the database and keys in var/ stay
	@rm -rf .venv .venv.new .venv.old node_modules zhucun/static var/static var/log var/test build
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	@find zhucun tests scripts -name __pycache__ -type d -exec rm -rf {} +

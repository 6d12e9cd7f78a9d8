# SPDX-License-Identifier: GPL-3.0-or-later
"""The description that the server gives of itself, and a client that holds every answer against it."""

import re

import jsonschema
import openapi_spec_validator

DIALECT = jsonschema.Draft202012Validator


class Checked:
    """As a Server; an answer that openapi.json does not have is a failed test."""

    def __init__(self, server):
        self.server = server
        self.description = server.ask('GET', '/api/v1/openapi.json').json
        self.seen = set()

    def operation(self, method, path):
        """The operation that the address belongs to: the one with the fewest parameters."""
        bare = path.partition('?')[0]
        found = []
        for pattern, operations in self.description['paths'].items():
            if (re.fullmatch(re.sub(r'\{\w+\}', '[^/]+', pattern), bare)
                    and method.lower() in operations):
                found.append((pattern.count('{'), pattern, operations[method.lower()]))
        return min(found, key=lambda one: one[:2]) if found else (0, None, None)

    def check(self, content, answer):
        kind = answer.headers.get('Content-Type', '').partition(';')[0]
        assert kind in content, f'{kind} is not among {list(content)}'
        schema = {**content[kind].get('schema', {}), 'components': self.description['components']}
        if answer.json is not None:
            DIALECT(schema, format_checker=DIALECT.FORMAT_CHECKER).validate(answer.json)

    def ask(self, method, path, *arguments, **keywords):
        answer = self.server.ask(method, path, *arguments, **keywords)
        _, pattern, operation = self.operation(method, path)
        if operation is None:
            assert answer.status in (404, 405), (method, path, answer)
            return answer
        responses = operation['responses']
        described = responses.get(str(answer.status), responses['default'])
        assert answer.status >= 400 or str(answer.status) in responses, (method, path, answer.status)
        try:
            if answer.status != 204:
                self.check(described.get('content', {}), answer)
        except (AssertionError, jsonschema.ValidationError) as error:
            raise AssertionError(f'{method} {path} {answer.status}: {error}\n{answer.body[:500]}') from error
        self.seen.add((method, pattern, answer.status))
        return answer

    def finish(self):
        openapi_spec_validator.validate(self.description)
        assert self.seen

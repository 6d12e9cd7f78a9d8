# SPDX-License-Identifier: GPL-3.0-or-later
"""With nginx in front: whom the limits count is whom nginx saw, and nobody can say that she is another."""

import gzip
import http.client
import pathlib
import socket
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'checks'))
import tap  # noqa: E402
from salon_server import Salon, die_with_parent  # noqa: E402

# Thirty at once; one more every two seconds.
PATH, BODY, AT_ONCE = '/api/v1/auth/logout', b'{"refresh_token":"x"}', 30
CONFIGURATION = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  gzip on;
  gzip_proxied any;
  gzip_min_length 1;
  gzip_types *;
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://127.0.0.1:{behind};
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_buffering off;
    }}
  }}
}}
"""


class Nginx:
    def __init__(self, folder, behind):
        with socket.create_server(('127.0.0.1', 0)) as free:
            self.port = free.getsockname()[1]
        path = pathlib.Path(folder, 'nginx.conf')
        path.write_text(CONFIGURATION.format(folder=folder, port=self.port, behind=behind), encoding='utf-8')
        self.process = subprocess.Popen(['/usr/sbin/nginx', '-p', folder, '-e', 'stderr', '-c', path],
                                        preexec_fn=die_with_parent)
        while True:
            try:
                socket.create_connection(('127.0.0.1', self.port)).close()
                break
            except ConnectionRefusedError:
                assert self.process.poll() is None, 'nginx did not start'

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.process.terminate()
        self.process.wait()


def ask(port, source, *lines):
    """One request from that address: its status and its head."""
    head = '\r\n'.join([f'POST {PATH} HTTP/1.1', 'Host: salon', 'Content-Type: application/json',
                        f'Content-Length: {len(BODY)}', 'Connection: close', *lines, '', ''])
    with socket.create_connection(('127.0.0.1', port), source_address=(source, 0), timeout=60) as line:
        line.sendall(head.encode() + BODY)
        answer = b''
        while piece := line.recv(65536):
            answer += piece
    return int(answer.split(b' ', 2)[1]), answer.partition(b'\r\n\r\n')[0].decode()


def knock(port, source, spoof=None):
    """How many of a hundred are let in; they take less than a minute."""
    answers = [ask(port, source, *([f'X-Forwarded-For: {spoof(n)}'] if spoof else [])) for n in range(100)]
    for status, head in answers:
        assert status in (204, 429), head
        assert 'RateLimit-Policy: "refresh";q=30;w=60' in head, head
        assert (status == 429) == ('Retry-After: ' in head), head
    return sum(status == 204 for status, _ in answers)


def main():
    # Several processes count as one.
    with (Salon(sys.argv[1]) as salon,
          salon.serve(processes=3, RATE_LIMITS='on', TRUSTED_PROXIES='127.0.0.1') as server):
        with Nginx(salon.folder, server.port) as nginx:
            def few(n_allowed):
                assert AT_ONCE <= n_allowed < 60, n_allowed

            def each_address_has_its_own():
                few(knock(nginx.port, '127.0.0.2'))
                few(knock(nginx.port, '127.0.0.3'))

            def nobody_is_another():
                few(knock(nginx.port, '127.0.0.4', lambda n: f'198.51.100.{n}'))
                few(knock(nginx.port, '127.0.0.5', lambda n: f'198.51.100.{n}, 127.0.0.1'))
                few(knock(nginx.port, '127.0.0.6', lambda n: f'nonsense {n}'))

            def past_the_proxy():
                few(knock(server.port, '127.0.0.7', lambda n: f'198.51.100.{n}'))

            def the_proxy_is_not_limited_itself():
                few(knock(nginx.port, '127.0.0.8'))

            def it_is_the_same_server():
                answer = ask(nginx.port, '127.0.0.9')[1]
                assert 'X-Request-Id: ' in answer and 'Strict-Transport-Security: ' in answer, answer

            def what_comes_packed_is_packed_once():
                for port in (server.port, nginx.port):
                    line = http.client.HTTPConnection('127.0.0.1', port, timeout=60)
                    line.request('GET', '/prestations', headers={'Accept-Encoding': 'gzip'})
                    answer = line.getresponse()
                    assert answer.headers.get_all('Content-Encoding') == ['gzip'], (port, answer.headers)
                    assert gzip.decompress(answer.read()).startswith(b'<!DOCTYPE html>'), port
                    line.close()

            def a_redis_address_that_is_none():
                said = salon.call('serve', status=1, RATE_LIMITS='on', REDIS_URL='localhost')
                assert 'REDIS_URL: ' in said, said

            for words, function in (
                    ('what comes packed is packed once', what_comes_packed_is_packed_once),
                    ('each address has its own limit', each_address_has_its_own),
                    ('nobody can say that she is another', nobody_is_another),
                    ('past the proxy nothing that is said is believed', past_the_proxy),
                    ('the proxy itself is not limited', the_proxy_is_not_limited_itself),
                    ('headers come through', it_is_the_same_server),
                    ('an address of Redis that is none is told', a_redis_address_that_is_none)):
                tap.test(words, function)
    tap.finish()


main()

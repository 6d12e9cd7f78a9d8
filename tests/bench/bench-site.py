# SPDX-License-Identifier: GPL-3.0-or-later
"""The public site's home and services, as a browser asks for them (gzip), by 32 connections of wrk, two processes
of the server; beside nginx with two workers that gives the same bytes from a file, in the same run. Lines of

    name value unit ratio limit verdict

where value is requests a second, ratio is that by 5 000; the slowest in a hundred by 20 ms; and, as what the
machine can do at this moment, how much of nginx's rate it is. Fails when a verdict is FAIL."""

import importlib.util
import pathlib
import socket
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'server'))
specification = importlib.util.spec_from_file_location('bench_server', HERE / 'bench-server.py')
bench_server = importlib.util.module_from_spec(specification)
specification.loader.exec_module(bench_server)
from salon_server import SALON_SQL, Salon, die_with_parent  # noqa: E402

RATE, LATE = 5000, 20      # requests a second, ms
SHARE = 0.2                # of nginx's rate
GZIP = {'Accept-Encoding': 'gzip'}
CONFIGURATION = """
daemon off;
worker_processes 2;
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
  default_type text/html;
  keepalive_requests 10000000;
  server {{
    listen 127.0.0.1:{port};
    root {folder};
  }}
}}
"""
PAGES = {'home': '/', 'services': '/prestations'}


class Nginx:
    """Gives what lies in the folder."""

    def __init__(self, folder):
        with socket.create_server(('127.0.0.1', 0)) as free:
            self.port = free.getsockname()[1]
        path = pathlib.Path(folder, 'nginx.conf')
        path.write_text(CONFIGURATION.format(folder=folder, port=self.port), encoding='utf-8')
        self.process = subprocess.Popen(['/usr/sbin/nginx', '-p', folder, '-e', 'stderr', '-c', path],
                                        preexec_fn=die_with_parent)
        while True:
            try:
                socket.create_connection(('127.0.0.1', self.port)).close()
                break
            except ConnectionRefusedError:
                assert self.process.poll() is None, 'nginx did not start'
                time.sleep(0.02)

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.process.terminate()
        self.process.wait()


def main():
    failed = False

    def tell(name, value, unit, ratio, limit, good):
        nonlocal failed
        failed |= not good
        print(f'{name:<34} {value:>10.1f} {unit:<6} {ratio:>8.2f} {limit:>8} {"ok" if good else "FAIL"}', flush=True)

    with Salon(sys.argv[1], SALON_SQL) as salon:
        folder = pathlib.Path(salon.folder, 'nginx')
        folder.mkdir()
        with salon.serve(processes=2, WORKER_THREADS=2) as server, Nginx(str(folder)) as nginx:
            for name, path in PAGES.items():
                answer = server.ask('GET', path, headers=GZIP)
                assert answer.status == 200 and answer.headers['Content-Type'].startswith('text/html'), answer
                (folder / name).write_bytes(answer.body)
                bench_server.measure(server.port, path, GZIP, seconds=1)
                rate_there = bench_server.measure(nginx.port, f'/{name}', GZIP)[0]
                rate, late = bench_server.measure(server.port, path, GZIP)
                tell(f'site-{name}', rate, 'req/s', rate / RATE, '>=1', rate >= RATE)
                tell(f'site-{name}-p99', late, 'ms', late / LATE, '<=1', late <= LATE)
                tell(f'site-{name}-beside-nginx', rate_there, 'req/s', rate / rate_there, f'>={SHARE}',
                     rate >= SHARE * rate_there)
    sys.exit(failed)


main()

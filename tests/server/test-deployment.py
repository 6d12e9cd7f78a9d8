# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of data/server, as far as they can be tried without a cloud: the programs that read them agree,
and they say nothing that the server does not know."""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'checks'))
import tap  # noqa: E402

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
FOLDER = pathlib.Path(__file__).resolve().parents[2] / 'data/server'


def read(name):
    return (FOLDER / name).read_text(encoding='utf-8')


def known_names():
    """The names of the server's own table."""
    text = (FOLDER.parents[1] / 'src/server/salon-server-configuration.c').read_text(encoding='utf-8')
    return set(re.findall(r'^  \{ "([A-Z_]+)", (?:PLAIN|SECRET),', text, re.MULTILINE))


def environment_file():
    names = re.findall(r'^#?([A-Z_]+)=', read('serenaia-server.env'), re.MULTILINE)
    unknown = set(names) - known_names()
    assert len(names) > 20 and not unknown, unknown
    for line in read('serenaia-server.env').splitlines():
        assert not re.search(r'(KEY|SECRET|TOKEN|DATABASE_URL)=.', line.lstrip('#')), f'a secret: {line}'


def cloud_run():
    service = yaml.safe_load(read('service.yaml'))
    assert (service['apiVersion'], service['kind']) == ('serving.knative.dev/v1', 'Service')
    template = service['spec']['template']
    container, = template['spec']['containers']
    names = {one['name'] for one in container['env']}
    assert names <= known_names(), names - known_names()
    port = container['ports'][0]['containerPort']
    assert f'PORT={port}' in read('Dockerfile')
    for probe in ('startupProbe', 'livenessProbe'):
        assert container[probe]['httpGet']['port'] == port
    assert template['metadata']['annotations']['run.googleapis.com/cpu-throttling'] == 'false'
    for one in container['env']:
        assert 'valueFrom' in one or not re.search('KEY|SECRET|URL$', one['name']) or one['name'] in (
            'PUBLIC_URL', 'API_URL'), f"{one['name']} is a secret"


def image():
    text = read('Dockerfile')
    assert re.search(r'^FROM debian:13-slim$', text, re.MULTILINE)
    assert re.search(r'^USER (?!0)\d+:\d+$', text, re.MULTILINE), 'it runs as root'
    installed = set(re.findall(r'^       ([a-z0-9.+-]+) \\$', text.rpartition('FROM')[2], re.MULTILINE))
    for package in installed:
        status, words = tap.output('dpkg-query', '-W', package)
        assert status == 0, words
    # What the package needs beside libraries, the image needs too, and nothing else.
    control = (FOLDER.parents[1] / 'debian/control').read_text(encoding='utf-8').partition('Package: serenaia-server')[2]
    wanted = set(re.findall(r'^ ([a-z0-9.+-]+),$', control.partition('Depends:')[2].partition('Suggests:')[0], re.MULTILINE))
    assert len(wanted) >= 5 and wanted <= installed, f'the package depends on {wanted - installed} as well'
    used = set(wanted)
    # Libraries that the program names itself; the sanitizers' are not in a release.
    _, words = tap.output('objdump', '-p', PROGRAM)
    for library in re.findall(r'NEEDED +(\S+)', words):
        if re.match(r'lib(asan|ubsan|c|m|gobject-2|gio-2|gmodule-2|glib-2)\.|ld-|libgcc', library):
            continue
        _, owner = tap.output('dpkg-query', '-S', f'*/{library}')
        owners = set(re.findall(r'^([a-z0-9.+-]+)(?::\w+)?:', owner, re.MULTILINE))
        assert owners & installed, f'{library} is in {owners}, which the image does not have'
        used |= owners
    # libm and libc come with every Debian; the GLib of all of them is named once.
    assert installed <= used | {'libglib2.0-0t64'}, f'nothing needs {installed - used}'
    # It is compiled with what everybody compiles it with.
    assert "sed -e '/^# test/,$d' -e '/^#/d' tools/packages" in text


def image_without_an_engine():
    """tools/dev image has to know every step."""
    library = (FOLDER.parents[1] / 'tools/lib/image.sh').read_text(encoding='utf-8')
    known = set(re.findall(r'^    ([A-Z |]+)\)', library, re.MULTILINE))
    known = {word for words in known for word in words.split(' | ')}
    steps = set(re.findall(r'^([A-Z]+) ', read('Dockerfile'), re.MULTILINE))
    assert len(steps) > 6 and steps <= known, steps - known


def unit():
    if not shutil.which('systemd-analyze'):
        raise tap.Skip('systemd-analyze is not here')
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, 'serenaia-server.service')
        path.write_text(read('serenaia-server.service').replace('/usr/bin/serenaia-server', PROGRAM), encoding='utf-8')
        status, words = tap.output('systemd-analyze', 'verify', '--man=no', str(path))
        mine = [line for line in words.splitlines() if 'serenaia' in line]
        assert not mine, '\n'.join(mine)
        status, words = tap.output('systemd-analyze', 'security', '--offline=true', '--threshold=20', '--no-pager', str(path))
        assert status == 0, words.splitlines()[-1]


def proxy():
    nginx = '/usr/sbin/nginx'
    if not pathlib.Path(nginx).exists():
        raise tap.Skip('nginx is not here')
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=x',
                        '-keyout', f'{folder}/privkey.pem', '-out', f'{folder}/fullchain.pem'], check=True,
                       stderr=subprocess.DEVNULL)
        text = re.sub(r'/etc/letsencrypt/live/[^/]+', folder, read('nginx.conf'))
        # Ports that an ordinary user may have.
        text = re.sub(r'listen (\[::\]:)?(80|443)\b', lambda found: f'listen {found[1] or ""}1{found[2]:0>4}', text)
        places = ''.join(f'{kind}_temp_path {folder}/{kind};\n' for kind in (
            'client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'))
        pathlib.Path(folder, 'nginx.conf').write_text(
            f'pid {folder}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{places}{text}\n}}\n', encoding='utf-8')
        status, words = tap.output(nginx, '-t', '-p', folder, '-e', 'stderr', '-c', f'{folder}/nginx.conf')
        assert status == 0, words


def workflow():
    jobs = yaml.safe_load(read('workflow.yml'))['jobs']
    assert jobs['ship']['needs'] == 'test'
    steps = [step['run'] for job in jobs.values() for step in job['steps'] if 'run' in step]
    root = FOLDER.parents[1]
    for path in re.findall(r'(?:data/server/|\.ci/)[\w./-]+', '\n'.join(steps)):
        assert (root / path).exists(), f'{path} is not there'


for words, function in (
        ('the environment file names what the server knows, and no secret', environment_file),
        ('Cloud Run: names, port and probes are the server’s', cloud_run),
        ('the image has every library that the program needs, and no root', image),
        ('the image can be made without an engine', image_without_an_engine),
        ('systemd takes the unit, and finds little to fear', unit),
        ('nginx takes its configuration', proxy),
        ('the workflow tests before it ships', workflow)):
    tap.test(words, function)
tap.finish()

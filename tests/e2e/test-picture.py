#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures that tools/dev takes where nobody sees the screen.

test-picture.py PROGRAM SOURCE FOLDER

Runs the scripts behind `tools/dev run` and `tools/dev shot` as they run there, with only what is set
there, and looks at the picture: its size, how many colours it has, whether it is dark.
"""

import os
import pathlib
import shutil
import subprocess
import sys

import a11y

NOT_SET_THERE = ('SCREEN', 'TEXT_DPI', 'DISPLAY', 'LANGUAGE', 'LC_ALL', 'GSETTINGS_BACKEND')
COLOURS = 100  # an empty window has some sixty


class Pictures:
    def __init__(self, program, source, folder):
        self.source = pathlib.Path(source)
        self.folder = folder
        # The scripts open the program that is installed in the build folder.
        place = folder / 'run/install/bin'
        place.mkdir(parents=True)
        (place / 'serenaia').symlink_to(pathlib.Path(program).resolve())
        self.environment = {name: value for name, value in os.environ.items() if name not in NOT_SET_THERE}
        self.environment |= {'SALON_SOURCE': str(self.source), 'SALON_BUILD': str(folder), 'LANG': 'C.UTF-8'}

    def run(self, *command):
        result = subprocess.run([*map(str, command)], env=self.environment, stdin=subprocess.DEVNULL, check=False,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
        assert result.returncode == 0, f'{command} ended with {result.returncode}:\n{result.stdout}'

    def looks(self, file, width, height, is_dark=False):
        words = subprocess.check_output(['identify', '-format', '%w %h %k %[fx:mean]', str(file)], text=True).split()
        size, colours, light = (int(words[0]), int(words[1])), int(words[2]), float(words[3])
        assert size == (width, height), f'the picture is {size} large'
        assert colours > COLOURS, f'the picture has {colours} colours'
        assert (light < 0.4) == is_dark, f'the picture is as light as {light}'

    def run_without_a_screen(self):
        file = self.folder / 'run.png'
        self.run(self.source / 'tests/e2e/display.sh', self.source / 'tools/inside/run-unseen', file, '--sample')
        self.looks(file, 1280, 800)

    def shot(self, view, style, size, text, language):
        file = self.folder / f'{view.replace("/", "-")}.png'
        self.run(self.source / 'tools/inside/shot', file, view, style, size, text, language)
        self.looks(file, *map(int, size.split('x')), is_dark=style == 'dark')


def main():
    program, source, folder = sys.argv[1:]
    folder = pathlib.Path(folder) / 'picture'
    shutil.rmtree(folder, ignore_errors=True)
    pictures, story = Pictures(program, source, folder), a11y.Story(folder)
    story.step('the desk opens where there is no screen', pictures.run_without_a_screen)
    story.step('a view is as large as was asked', pictures.shot, 'calendar/week', 'light', '1024x600', '1', 'en')
    story.step('a view is as dark as was asked', pictures.shot, 'services', 'dark', '360x600', '1', 'fr')
    story.step('a screen larger than the window is filled', pictures.shot, 'clients', 'light', '1920x1080', '1', 'en')
    return story.end()


sys.exit(main())

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-paper.h"

const SalonPaper salon_paper_a4 = { 210, 297, 14 };
const SalonPaper salon_paper_a4_landscape = { 297, 210, 10 };
const SalonPaper salon_paper_a6_landscape = { 148, 105, 9 };

# Intervals that hold: quantiles, a list that was asked whole, and the methods that can be asked for.
# Run from this folder: Rscript intervals.R > intervals.txt
suppressPackageStartupMessages(library(survey))
options(digits = 15)
cat("# R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
say <- function(name, ...) cat(name, format(c(...), digits = 15, trim = TRUE), "\n")
data(api)

# Ranks of the order statistics around a quantile; 0 0 where there are none.
for (n in c(5, 6, 10, 25, 50, 100, 382, 1000, 250000)) for (p in c(.5, .9)) {
  l <- qbinom(.025, n, p); u <- qbinom(.975, n, p) + 1
  cat(paste0("ranks.", n, ".", p), if (l < 1 || u > n) "0 0" else paste(l, u), "\n")
}
# The same where all N of a list were asked: the number of answers at or below a quantile of the list is hypergeometric.
for (k in list(c(10, 15), c(25, 50), c(100, 200), c(382, 1240), c(2000, 2100))) {
  n <- k[1]; N <- k[2]; K <- ceiling(N / 2)
  cat(paste0("list.ranks.", n, ".", N), qhyper(.025, K, N - K, n), qhyper(.975, K, N - K, n) + 1, "\n")
}
s <- sort(datasets::precip); n <- length(s)
say("precip", s)
say("precip.median", median(s), s[qbinom(.025, n, .5)], s[qbinom(.975, n, .5) + 1])

# Woodruff: p -+ t se(F(q)), turned back into answers; with the degrees of freedom of the design and with Kish's.
plain <- svydesign(id = ~1, weights = ~pw, data = apistrat)
for (s in c("E", "H", "M")) {
  say(paste0("api00.", s), apistrat$pw[apistrat$stype == s][1], sort(apistrat$api00[apistrat$stype == s]))
}
kish <- sum(apistrat$pw)^2 / sum(apistrat$pw^2)
for (p in c(.5, .9)) {
  theirs <- svyquantile(~api00, plain, p)$api00
  say(paste0("svyquantile.", p), theirs[1, 1:3])
  q <- theirs[1, 1]
  se <- SE(svymean(~I(api00 <= q), plain))[2]
  for (df in c(199, kish - 1)) {
    limits <- p + c(-1, 1) * qt(.975, df) * se
    say(paste0("woodruff.", p, if (df == 199) ".design" else ".kish"),
      sapply(limits, function(x) svyquantile(~api00, plain, x, ci = FALSE)$api00[1]))
  }
  shared <- ave(apistrat$pw, apistrat$api00)
  say(paste0("hf7.", p), survey:::qrule_hf7(apistrat$api00, shared, p))
}

# A net score of the schools by its weights alone, by type: estimate, error, Kish's base, n_e, limits.
z <- qnorm(.975)
rocks <- function(p, d, n) { N <- n + 3; a <- (n * p + .75) / N; b <- (n * d + .75) / N
  h <- z * sqrt((a + b - (a - b)^2) / N); e <- p - d; c(min(max(a - b - h, -1), e), max(min(a - b + h, 1), e)) }
y <- with(apistrat, ifelse(api00 >= 700, 1, ifelse(api00 < 550, -1, 0)))
for (s in c("all", "E", "H", "M")) {
  r <- if (s == "all") rep(TRUE, 200) else apistrat$stype == s
  x <- y[r]; w <- apistrat$pw[r]; m <- sum(w * x) / sum(w); v0 <- sum(w^2 * (x - m)^2) / sum(w)^2
  p <- sum(w * (x == 1)) / sum(w); q <- sum(w * (x == -1)) / sum(w); nk <- sum(w)^2 / sum(w^2)
  ne <- min((p + q - (p - q)^2) / v0, nk)
  say(paste0("net.", s), 100 * m, 100 * sqrt(200 / 199 * v0), nk, ne, 100 * rocks(p, q, ne))
}

# Everybody on a list of N was asked and n of them answered: n* = n (N - 1) / (N - n).
wil <- function(p, n) { c0 <- p + z^2 / (2 * n); h <- z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))
  c((c0 - h) / (1 + z^2 / n), (c0 + h) / (1 + z^2 / n)) }
for (k in list(c(160, 200, 128), c(100, 200, 80), c(382, 1240, 300), c(25, 50, 20))) {
  n <- k[1]; N <- k[2]; x <- k[3]; ns <- n * (N - 1) / (N - n)
  say(paste0("list.share.", n, ".", N), x, ns, wil(x / n, ns))
}
for (k in list(c(181, 125, 76, 1240), c(6, 3, 1, 15))) {
  n <- sum(k[1:3]); ns <- n * (k[4] - 1) / (k[4] - n)
  say(paste0("list.net.", n, ".", k[4]), k[1:3], ns, 100 * rocks(k[1] / n, k[3] / n, ns))
}
# The mean of numbers: svymean with the finite population.
d <- data.frame(x = as.numeric(datasets::precip), N = 120)
m <- svymean(~x, svydesign(id = ~1, fpc = ~N, data = d))
say("list.mean.70.120", coef(m), SE(m), confint(m, df = 69))
# A weighted share, mean and quantile of those who answered: svymean with weights and the finite population.
w <- svydesign(id = ~1, weights = ~pw, fpc = rep(300, 200), data = apistrat)
m <- svymean(~api00, w); say("list.weighted.mean", coef(m), SE(m), confint(m, df = 199))
# Scores 1 to 5 given by 2, 17, 53, 127 and 181 of 1240 people, three imagined answers on n*.
x <- rep(1:5, c(2, 17, 53, 127, 181)); n <- length(x) * 1239 / (1240 - length(x)); N <- n + 3
a <- (n * mean(x) + 9) / N; s2 <- (n * mean(x^2) + 1.5 * 9 + .75 + .75 * 25) / N - a^2
say("list.scores.380.1240", mean(x), a - z * sqrt(s2 / N), a + z * sqrt(s2 / N))
say("rate.404.1240", 100 * 404 / 1240, 100 * sqrt(404 / 1240 * 836 / 1240 / 1240), 100 * wil(404 / 1240, 1240))

# Methods that can be asked for, of 8 yes among 10 without and with weights, and of 0 of 10.
yes <- c(1, 1, 1, 1, 1, 1, 1, 1, 0, 0)
say("clopper.8.10", 100 * binom.test(8, 10)$conf.int)
say("clopper.0.10", 100 * binom.test(0, 10)$conf.int)
logit <- function(d, df) 100 * plogis(confint(svycontrast(svymean(~yes, d), quote(log(yes / (1 - yes)))), df = df))
u <- svydesign(id = ~1, weights = rep(1, 10), data = data.frame(yes))
p <- .8; se <- sqrt(p * (1 - p) / 10) / (p * (1 - p))
say("logit.8.10", 100 * plogis(qlogis(p) + c(-1, 1) * qt(.975, 9) * se))
weight <- c(.2, .3, 4, 1, .5, .6, 2, 1, 1.5, .4)
u <- svydesign(id = ~1, weights = weight, data = data.frame(yes))
kish <- sum(weight)^2 / sum(weight^2)
say("logit.weighted.design", 100 * attr(svyciprop(~yes, u, method = "xlogit"), "ci"))
say("logit.weighted.kish", logit(u, kish - 1))
# on the smaller of Kish's base and p (1 - p) / v0
p <- sum(weight * yes) / sum(weight); v0 <- sum(weight^2 * (yes - p)^2) / sum(weight)^2
ne <- min(p * (1 - p) / v0, kish)
say("wilson.weighted", p, ne, 100 * wil(p, ne))
# Student's t of scores and of a net score, and the bootstrap-t of skewed numbers.
x <- rep(1:5, c(0, 0, 1, 3, 6)); say("t.scores", t.test(x)$conf.int)
x <- rep(c(100, 0, -100), c(50, 30, 20)); say("t.net", mean(x) + c(-1, 1) * qt(.975, 99) * sqrt(.5 + .2 - .09) * 10)
rivers <- as.numeric(datasets::rivers); n <- length(rivers); m <- mean(rivers); se <- sd(rivers) / sqrt(n)
set.seed(1)
t <- replicate(4e5, { y <- sample(rivers, n, TRUE); (mean(y) - m) / (sd(y) / sqrt(n)) })
say("rivers", sort(rivers))
say("bootstrap.rivers", m, m - quantile(t, .975) * se, m - quantile(t, .025) * se)
# Mood's median test of two groups: the shares above the median of both, and the difference of the medians by MOVER.
g <- list(as.numeric(datasets::rivers)[1:70], as.numeric(datasets::rivers)[71:141])
above <- sapply(g, function(x) sum(x > median(datasets::rivers))); n <- lengths(g)
test <- prop.test(above, n, correct = FALSE)
ends <- sapply(g, function(x) sort(x)[c(qbinom(.025, length(x), .5), qbinom(.975, length(x), .5) + 1)])
e <- sapply(g, median)
say("rivers.first", g[[1]]); say("rivers.last", g[[2]])
say("median.test", e, sign(above[1] / n[1] - above[2] / n[2]) * sqrt(test$statistic), test$p.value,
  e[1] - e[2] - sqrt((e[1] - ends[1, 1])^2 + (ends[2, 2] - e[2])^2),
  e[1] - e[2] + sqrt((ends[2, 1] - e[1])^2 + (e[2] - ends[1, 2])^2))

# What R makes of figures.csv: shares of answers, quantiles, totals and ratios, by weights alone and under a sampling design.
# Run from this folder: Rscript figures.R > figures.txt
suppressPackageStartupMessages(library(survey))
options(digits = 15)
cat("# R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
say <- function(name, ...) cat(name, format(c(...), digits = 15, trim = TRUE), "\n")

d <- read.csv("figures.csv")
options <- c("Time", "Staff", "Clean")
for (o in options) d[[o]] <- as.numeric(grepl(o, d$mattered))
d$k <- d$Time + d$Staff + d$Clean
d$all <- 1
designs <- list(
  even = svydesign(id = ~1, weights = ~all, data = d),
  weights = svydesign(id = ~1, weights = ~weight, data = d),
  units = svydesign(id = ~unit, strata = ~stratum, weights = ~weight, fpc = ~size, data = d))

# The effective number of trials, with degrees of freedom of Kish's base where there are weights alone; never more than
# twice as many as there are answers of equal weight.
z <- qnorm(.975)
wilson <- function(p, n) { c0 <- p + z^2 / (2 * n); h <- z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))
  c((c0 - h) / (1 + z^2 / n), (c0 + h) / (1 + z^2 / n)) }
korn_graubard <- function(p, e) c(qbeta(.025, e * p, e * (1 - p) + 1), qbeta(.975, e * p + 1, e * (1 - p)))
for (name in names(designs)) for (here in c("all", "North", "South")) for (o in options) {
  part <- designs[[name]]
  part <- if (here == "all") subset(part, k > 0) else subset(part, k > 0 & site == here)
  r <- svyratio(as.formula(paste0("~", o)), ~k, part)
  x <- part$variables; w <- if (name == "even") rep(1, nrow(x)) else x$weight
  n <- nrow(x); kish <- sum(w)^2 / sum(w^2); given <- sum(w * x$k)^2 / sum(w^2 * x$k)
  p <- coef(r)[[1]]; v <- SE(r)[[1]]^2
  if (name == "even") {
    v <- SE(svyratio(as.formula(paste0("~", o)), ~k, svydesign(id = ~1, weights = ~all, data = x)))[[1]]^2
    v0 <- v * (n - 1) / n
    limits <- wilson(p, min(p * (1 - p) / v0, 2 * given))
  } else {
    df <- if (name == "weights") kish - 1 else degf(part)
    e <- min(p * (1 - p) / v, 2 * given) * (qt(.025, n - 1) / qt(.025, df))^2
    limits <- korn_graubard(p, e)
  }
  say(paste("choices", name, here, o, sep = "."), 100 * p, 100 * sqrt(v), 100 * limits)
}

# The score of the Friends and Family Test until 2014: R's mean of 1, 0 and -1 among those who know, and the adjusted Wald
# interval on effective counts.
d$score <- c("Extremely likely" = 1, "Likely" = 0, "Neither likely nor unlikely" = -1, "Unlikely" = -1,
  "Extremely unlikely" = -1)[d$friends]
rocks <- function(p, d, n) { N <- n + 3; a <- (n * p + .75) / N; b <- (n * d + .75) / N
  h <- z * sqrt((a + b - (a - b)^2) / N); e <- p - d; c(max(a - b - h, -1), min(a - b + h, 1)) }
for (name in names(designs)) for (here in c("all", "North", "South")) {
  part <- update(designs[[name]], score = d$score)
  part <- subset(part, !is.na(score) & (here == "all" | site == here))
  x <- part$variables$score; w <- if (name == "even") rep(1, length(x)) else part$variables$weight
  n <- length(x); kish <- sum(w)^2 / sum(w^2); m <- svymean(~score, part); e <- coef(m)[[1]]
  spread <- sum(w * (x - e)^2) / sum(w); v0 <- sum(w^2 * (x - e)^2) / sum(w)^2
  worth <- switch(name, even = n, weights = min(spread / v0, kish),
    units = min(spread / SE(m)[[1]]^2, kish) * (qt(.975, n - 1) / qt(.975, degf(part)))^2)
  se <- if (name == "even") sqrt(spread / n) else SE(m)[[1]]
  say(paste("legacy", name, here, sep = "."), 100 * e, 100 * se,
    100 * rocks(sum(w[x == 1]) / sum(w), sum(w[x == -1]) / sum(w), worth))
}

# Quantiles: values between answers, intervals around the share at or below R's smallest answer; the degrees of freedom are
# those of Kish's base where there are weights alone. For a share below the weight of the first answer svyquantile takes the
# second one, which is no answer that such a share lies at or below: there the first stands.
for (name in c("weights", "units")) for (here in c("all", "North", "South")) {
  part <- designs[[name]]
  if (here != "all") part <- subset(part, site == here)
  w <- part$variables$weight; x <- part$variables$cost
  df <- if (name == "weights") sum(w)^2 / sum(w^2) - 1 else degf(part)
  for (p in c(.25, .5, .75)) {
    limits <- svyquantile(~cost, part, p, df = df)$cost[1, 1:3]
    below <- svymean(as.numeric(x <= limits[1]), part)
    low <- coef(below)[[1]] - qt(.975, df) * SE(below)[[1]]
    if (low > 0 && low < w[order(x)][1] / sum(w)) limits[2] <- min(x)
    say(paste("quantile", name, here, p, sep = "."), survey:::qrule_hf7(x, ave(w, x), p), limits[2:3])
  }
}

# Totals: by weights, by weights of 2 each, under the design, and of a list of 60 people who were all asked.
d$two <- 2; d$sixty <- 60
designs$twos <- svydesign(id = ~1, weights = ~two, data = d)
designs$list <- svydesign(id = ~1, fpc = ~sixty, data = d)
for (name in c("weights", "units", "twos", "list")) for (here in c("all", if (name != "list") c("North", "South"))) {
  part <- designs[[name]]
  if (here != "all") part <- subset(part, site == here)
  m <- svytotal(~cost, part)
  df <- if (name == "units") degf(part) else nrow(part$variables) - 1
  say(paste("total", name, here, sep = "."), coef(m), SE(m), confint(m, df = df))
}
say("total.even.all", sum(d$cost))
m <- svytotal(~I(cost + visits), designs$units)
say("total.both.all", coef(m), SE(m), confint(m, df = degf(designs$units)))

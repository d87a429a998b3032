# What R's survey package makes of weighted.csv, and of the school data that ships with it.
# Run from this folder: Rscript oracle.R > oracle.txt
suppressPackageStartupMessages(library(survey))
options(digits = 15)
cat("# R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
say <- function(name, ...) cat(name, format(c(...), digits = 15, trim = TRUE), "\n")

d <- read.csv("weighted.csv")
d$net <- ifelse(d$recommend >= 9, 100, ifelse(d$recommend <= 6, -100, 0))
d$good <- as.numeric(d$staff >= 4)
design <- svydesign(id = ~1, weights = ~weight, data = d)
describe <- function(name, x, part) {
  m <- svymean(x, part, na.rm = TRUE)
  say(paste0(name, ".mean"), coef(m), SE(m))
  # degrees of freedom: respondents with an answer, less one
  answered <- !is.na(model.frame(x, part$variables, na.action = na.pass)[[1]])
  say(paste0(name, ".interval"), confint(m, df = sum(answered) - 1))
  # among those who answered: with na.rm svyvar counts the others in its n / (n - 1)
  say(paste0(name, ".sd"), sqrt(coef(svyvar(x, part[answered, ]))))
  say(paste0(name, ".quantiles"), sapply(c(.25, .5, .75), function(p)
    svyquantile(x, part, p, na.rm = TRUE, qrule = "math", ci = FALSE)[[1]][1]))
}
share <- function(name, part) {
  answered <- subset(part, !is.na(good))
  p <- svyciprop(~good, answered, method = "beta")
  say(paste0(name, ".share"), coef(p), sqrt(vcov(svymean(~good, answered))), attr(p, "ci"))
  # where weights vary much, Kish's effective base less one gives the degrees of freedom
  n <- sum(weights(answered) > 0)
  kish <- sum(weights(answered))^2 / sum(weights(answered)^2)
  e <- coef(p) * (1 - coef(p)) / vcov(svymean(~good, answered)) * (qt(.025, n - 1) / qt(.025, max(kish - 1, 1)))^2
  say(paste0(name, ".share.kish"), kish, qbeta(.025, e * coef(p), e * (1 - coef(p)) + 1),
    qbeta(.975, e * coef(p) + 1, e * (1 - coef(p))))
}
# Three imagined answers, 3/4 at each end of the scale and 1 1/2 in its middle, beside as many respondents of equal
# weight as the sample is worth for this mean.
adjusted <- function(name, x, w, low, high) {
  keep <- !is.na(x); x <- x[keep]; w <- w[keep]
  m <- sum(w * x) / sum(w)
  v0 <- sum(w^2 * (x - m)^2) / sum(w)^2
  kish <- sum(w)^2 / sum(w^2)
  n <- if (v0 > 0) min(sum(w * (x - m)^2) / sum(w) / v0, kish) else kish
  middle <- (low + high) / 2
  centre <- (n * m + 3 * middle) / (n + 3)
  square <- (n * sum(w * x^2) / sum(w) + 1.5 * middle^2 + .75 * low^2 + .75 * high^2) / (n + 3)
  reach <- qnorm(.975) * sqrt((square - centre^2) / (n + 3))
  say(paste0(name, ".adjusted"), n, min(max(low, centre - reach), m), max(min(high, centre + reach), m))
}
for (here in c("all", sort(unique(d$site)))) {
  part <- if (here == "all") design else design[d$site == here, ]
  describe(paste0(here, ".staff"), ~staff, part)
  describe(paste0(here, ".net"), ~net, part)
  share(here, part)
  rows <- here == "all" | d$site == here
  adjusted(paste0(here, ".staff"), d$staff[rows], d$weight[rows], 1, 5)
  adjusted(paste0(here, ".net"), d$net[rows], d$weight[rows], -100, 100)
}
# Staff where the answer 3 stands beside the scale: who gave it is outside the domain, but in the design.
for (here in c("all", sort(unique(d$site)))) {
  part <- if (here == "all") design else design[d$site == here, ]
  scored <- subset(part, !is.na(staff) & staff != 3)
  n <- nrow(scored$variables)
  m <- svymean(~staff, scored)
  say(paste0(here, ".unscored.mean"), coef(m), SE(m), confint(m, df = n - 1))
  say(paste0(here, ".unscored.sd"), sqrt(coef(svyvar(~staff, scored))))
  say(paste0(here, ".unscored.median"), svyquantile(~staff, scored, .5, qrule = "math", ci = FALSE)[[1]][1])
  say(paste0(here, ".unscored.base"), n, sum(weights(scored)))
  adjusted(paste0(here, ".unscored"), scored$variables$staff, weights(scored), 1, 5)
  # equal answers share their weight, so that the order of the rows does not matter
  shared <- ave(weights(scored), scored$variables$staff)
  say(paste0(here, ".unscored.hf7"), survey:::qrule_hf7(scored$variables$staff, shared, .5))
}
# Every fourth respondent weighs nothing: svyvar and degf leave them out, and so must everything else.
d$some <- ifelse(seq_len(nrow(d)) %% 4 == 0, 0, d$weight)
zeros <- subset(svydesign(id = ~1, weights = ~some, data = d), !is.na(staff))
say("zeros.sd", sqrt(coef(svyvar(~staff, zeros))))
say("zeros.degf", degf(zeros))
left <- subset(svydesign(id = ~1, weights = ~some, data = d[d$some > 0, ]), !is.na(staff))
say("zeros.mean", coef(svymean(~staff, left)), SE(svymean(~staff, left)))
say("zeros.t", confint(svymean(~staff, left), df = degf(left)))
p <- svyciprop(~good, left, method = "beta")
say("zeros.svyciprop", coef(p), sqrt(vcov(svymean(~good, left))), attr(p, "ci"))
share("zeros", left)
adjusted("zeros.staff", d$staff, d$some, 1, 5)
# Quantiles between answers.
say("all.weight.hf7", sapply(c(0, .1, .25, .5, .75, .9, 1), function(p)
  survey:::qrule_hf7(d$weight, d$weight, p)))
# Each site against the rest: difference, standard error, t, degrees of freedom, p.
for (here in sort(unique(d$site))) for (y in c("net", "staff", "good")) {
  part <- update(design[!is.na(d[[y]]), ], g = as.numeric(site == here))
  g <- svyglm(as.formula(paste(y, "~ g")), part)
  t <- svyttest(as.formula(paste(y, "~ g")), part)
  say(paste0("rest.", here, ".", y), coef(g)[[2]], SE(g)[[2]], t$statistic[[1]], t$parameter[[1]], t$p.value[[1]])
}
w <- d$weight
say("kish", sum(w)^2 / sum(w^2))
say("quantile7", quantile(d$staff, c(.1, .25, .5, .75, .9), na.rm = TRUE, type = 7))

# Stratified school sample: the tallies per stratum that the variance needs, and what R makes of them.
data(api)
apistrat$net <- ifelse(apistrat$api00 >= 700, 100, ifelse(apistrat$api00 < 550, -100, 0))
with_fpc <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat)
without <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat)
plain <- svydesign(id = ~1, weights = ~pw, data = apistrat)
say("strat.net.weights_only", coef(svymean(~net, plain)), SE(svymean(~net, plain)))
adjusted("strat.net.weights_only", apistrat$net, apistrat$pw, -100, 100)
for (s in c("E", "H", "M")) {
  rows <- apistrat[apistrat$stype == s, ]
  say(paste0("strat.", s), nrow(rows), rows$pw[1], rows$fpc[1], sum(rows$net == 100), sum(rows$net == 0), sum(rows$net == -100))
}
for (name in c("with_fpc", "without")) {
  m <- svymean(~net, get(name)); say(paste0("strat.net.", name), coef(m), SE(m))
}
# The whole sample by its weights alone: tallies of good schools by whether they met their target, and R's tests.
apistrat$wide <- as.numeric(apistrat$sch.wide == "Yes")
plain <- svydesign(id = ~1, weights = ~pw, data = apistrat)
for (here in c("Yes", "No")) for (s in c("E", "H", "M")) {
  rows <- apistrat[apistrat$stype == s & apistrat$comp.imp == here, ]
  say(paste0("plain.", here, ".", s), sum(rows$net == 100), sum(rows$net == 0), sum(rows$net == -100), sum(rows$wide), nrow(rows))
}
for (y in c("net", "wide")) {
  t <- svyttest(as.formula(paste(y, "~ comp.imp")), plain)
  g <- svyglm(as.formula(paste(y, "~ comp.imp")), plain)
  say(paste0("plain.test.", y), coef(g)[[2]], SE(g)[[2]], t$statistic[[1]], t$parameter[[1]], t$p.value[[1]])
}
# Cluster sample: per district, schools and their sum of api00.
one <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1)
for (k in sort(unique(apiclus1$dnum))) {
  rows <- apiclus1[apiclus1$dnum == k, ]
  say(paste0("clus.", k), nrow(rows), rows$pw[1], sum(rows$api00))
}
m <- svymean(~api00, one); say("clus.api00", coef(m), SE(m)); say("clus.interval", confint(m, df = degf(one)))

# Domains: school types within both samples. Districts without a school of the type stay in the design as zeros.
by_type <- function(name, formula, design) {
  m <- svyby(formula, ~stype, design, svymean)
  for (s in c("E", "H", "M")) say(paste0(name, ".", s), coef(m)[[s]], SE(m)[m$stype == s])
}
by_type("strat.net.by", ~net, with_fpc)
for (k in sort(unique(apiclus1$dnum))) {
  rows <- apiclus1[apiclus1$dnum == k, ]
  cell <- function(s) c(sum(rows$stype == s), sum(rows$api00[rows$stype == s]))
  say(paste0("domain.", k), unlist(lapply(c("E", "H", "M"), cell)))
}
say("domain.districts", apiclus1$fpc[1])
by_type("domain.api00.by", ~api00, svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1))

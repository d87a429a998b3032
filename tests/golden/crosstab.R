# Values of tests/golden/crosstab.rs that R's survey package gives for the made-up visits of `crosstab.csv`.
# R 4.2.2, survey 4.1-1: Rscript crosstab.R > crosstab.txt
suppressMessages(library(survey))
d <- read.csv("crosstab.csv")
o <- function(name, ...) cat(name, formatC(c(...), digits = 15, format = "g"), "\n")
designs <- list(
  weights = svydesign(id = ~1, weights = ~w, data = d),
  clusters = svydesign(id = ~ward, strata = ~region, weights = ~w, fpc = ~wards, data = d),
  strata = svydesign(id = ~1, strata = ~region, weights = ~w, data = d),
  replicates = svrepdesign(weights = ~w, repweights = d[, grep("^r[0-9]", names(d))], type = "JK1", data = d, combined.weights = TRUE, scale = 7 / 8, rscales = 1)
)
for (name in names(designs)) {
  s <- designs[[name]]
  for (test in c("F", "Chisq", "Wald", "adjWald")) {
    x <- svychisq(~answer + channel, s, statistic = test)
    o(paste(name, test), x$statistic, x$parameter, x$p.value)
  }
  s <- update(s, c1 = channel == "phone", y = as.numeric(answer == "good"))
  g <- svyglm(score ~ channel, s)
  x <- regTermTest(g, ~channel)
  o(paste(name, "score by channel, Wald F"), x$Ftest, x$df, x$ddf, x$p)
  x <- svyttest(y ~ channel, subset(s, channel != "web"))
  o(paste(name, "good, desk and phone: t df p"), x$statistic, x$parameter, x$p.value)
  x <- svyttest(y ~ c1, s)
  o(paste(name, "good, phone and the rest: t df p"), x$statistic, x$parameter, x$p.value)
}

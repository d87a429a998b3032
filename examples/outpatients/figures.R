# The figures of the example from R: Rscript figures.R > figures.txt
suppressMessages(library(survey))
d <- read.csv("export.csv", na.strings = "")
names(d) <- c("id", "clinic", "size", "sex", "age", "score", "respect", "wait")
design <- svydesign(~1, strata = ~clinic, fpc = ~size, data = d)
patients <- sum(weights(design))
design <- rake(design, list(~sex, ~age), list(
    data.frame(sex = c("Female", "Male"), Freq = patients * c(.568, .432)),
    data.frame(age = c("16-44", "45-64", "65+"), Freq = patients * c(.275, .341, .384))),
    control = list(maxit = 1000, epsilon = 1e-9, verbose = FALSE))

figures <- list(
    "recommend nps" = 100 * ((d$score >= 9) - (d$score <= 6)), "respect yes" = 100 * (d$respect == "Yes"),
    "wait mean" = d$wait, "wait within 30" = 100 * (d$wait <= 30))
ages <- c("everybody", "16-44", "45-64", "65+")
for (figure in names(figures)) for (age in ages) {
    value <- figures[[figure]]
    design$variables$value <- ifelse(is.na(value), 0, value)
    group <- design[!is.na(value) & (age == "everybody" | d$age == age), ]
    mean <- svymean(~value, group)
    cat(sprintf("%-15s %-10s %14.9f %14.9f\n", figure, age, coef(mean), SE(mean)))
}
w <- weights(design)
cat(sprintf("weights: sum %.6f, lightest %.9f, heaviest %.9f, worth %.9f\n", sum(w), min(w), max(w), sum(w)^2 / sum(w^2)))
cat(R.version.string, "· survey", as.character(packageVersion("survey")), "\n")

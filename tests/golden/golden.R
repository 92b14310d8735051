# Golden values: what R says about a few public datasets and small counts.
# The Python package is compared against golden.csv; R is needed only to
# remake it:
#
#     Rscript tests/golden/golden.R
#
# Two runs on one machine give the same bytes. Another R build or processor
# may move the last one or two of the 17 digits.
#
# How closely to compare
#   closed forms, 1e-12 relative or better:
#     n, missing, count, percent, mean, sd, median, q1, q3, min, max,
#     t statistic and df, dz, gz (lgamma), Wilson limits (prop.test)
#   quantiles and probabilities of a central distribution, 1e-10 relative:
#     exact limits (binom.test calls qbeta), t limits (qt), t test p (pt).
#     qbeta and qt iterate inside R, but to about double precision.
#   root finders (uniroot here, not R's own quantiles), 1e-7 absolute:
#     effect.dz_low, effect.dz_high, in kinds paired and paired90. Found with
#     pt(t, df, ncp); for iris_setosa and faithful, where pt() is only an
#     approximation, with an integral instead (see PT_NCP_MAX).
# Where a true value is near 0 add an absolute floor, say 1e-12: R itself has
# change.q3 of 0.30000000000000071 from 17.3 - 17.
#
# All percentages run from 0 to 100.
#
# Sources of the datasets: R's packages `datasets` (sleep, iris, airquality,
# chickwts, esoph, infert, warpbreaks, ToothGrowth, PlantGrowth, faithful) and
# `MASS` (anorexia, survey); see their help pages for the original references.
# pairs28 is a fixture of this project.

options(warn = 2)  # a silent "full precision not achieved" must not become gold

this_file <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
here <- dirname(this_file)
data_dir <- file.path(here, "datasets")
dir.create(data_dir, showWarnings = FALSE)

# Binary mode: the same line ends on every system.
write_text <- function(lines, path) {
  con <- file(path, open = "wb")
  on.exit(close(con))
  writeLines(enc2utf8(lines), con, sep = "\n", useBytes = TRUE)
}


# ---- 1. Datasets --------------------------------------------------------

# 15 digits give the decimal that was typed in, without binary noise.
cell <- function(x) {
  if (is.na(x)) "" else
  if (is.numeric(x)) format(x, digits = 15, scientific = FALSE, trim = TRUE) else
  as.character(x)
}

write_dataset <- function(name, columns) {
  cells <- lapply(columns, function(column) {
    if (is.factor(column)) column <- as.character(column)
    vapply(column, cell, "", USE.NAMES = FALSE)
  })
  # Nothing here needs quoting; stop rather than write a broken file.
  stopifnot(!grepl("[\",\n\r]", unlist(cells)),
            grepl("^[a-z][a-z0-9_]*$", names(cells)))
  cells <- c(list(participant = paste0("p", seq_along(cells[[1]]))), cells)
  lines <- c(paste(names(cells), collapse = ","),
             do.call(paste, c(unname(cells), sep = ",")))
  write_text(lines, file.path(data_dir, paste0(name, ".csv")))
}

sleep <- datasets::sleep
extra <- function(group) sleep$extra[sleep$group == group]
stopifnot(identical(as.character(sleep$ID[sleep$group == 1]),
                    as.character(sleep$ID[sleep$group == 2])))
write_dataset("sleep", list(before = extra(1), after = extra(2)))

# Two degrees of freedom: small-sample formulas differ most here.
write_dataset("tiny", list(before = extra(1)[1:3], after = extra(2)[1:3]))

setosa <- subset(datasets::iris, Species == "setosa")
write_dataset("iris_setosa", list(sepal_length = setosa$Sepal.Length,
                                  petal_length = setosa$Petal.Length))

with(datasets::airquality, write_dataset("airquality", list(
  ozone = Ozone, solar_r = Solar.R, wind = Wind, temp = Temp)))

with(datasets::chickwts, write_dataset("chickwts", list(
  weight = weight, feed = feed)))

with(datasets::esoph, write_dataset("esoph", list(
  agegp = agegp, alcgp = alcgp, tobgp = tobgp,
  ncases = ncases, ncontrols = ncontrols)))

# R codes case as 1/0; words make it a category for every reader.
with(datasets::infert, write_dataset("infert", list(
  education = education, age = age, parity = parity, induced = induced,
  spontaneous = spontaneous, status = ifelse(case == 1, "case", "control"))))

with(datasets::warpbreaks, write_dataset("warpbreaks", list(
  breaks = breaks, wool = wool, tension = tension)))

with(datasets::ToothGrowth, write_dataset("tooth_growth", list(
  len = len, supp = supp, dose = dose)))

with(datasets::PlantGrowth, write_dataset("plant_growth", list(
  weight = weight, group = group)))

with(datasets::faithful, write_dataset("faithful", list(
  eruptions = eruptions, waiting = waiting)))

write_dataset("pairs28", list(
  pre = c(9, 8, 10, 7, 8, 9, 9, 10, 6, 8, 7, 9, 8, 10,
          9, 8, 7, 9, 10, 8, 6, 9, 8, 7, 9, 10, 8, 9),
  post = c(3, 2, 4, 5, 1, 0, 6, 3, 6, 2, 4, 1, 3, 2,
           5, 0, 7, 2, 3, 4, 2, 1, 3, 5, 2, 4, 0, 3)))

# MASS comes with most R installations but not with R itself. Without it the
# CSVs already in the directory are used, so golden.csv does not change.
if (requireNamespace("MASS", quietly = TRUE)) {
  with(MASS::anorexia, write_dataset("anorexia", list(
    treat = Treat, prewt = Prewt, postwt = Postwt)))
  # The only one with missing values in category columns. Its exer level "None"
  # is a value, not a missing one; some CSV readers take it for missing.
  with(MASS::survey, write_dataset("survey", list(
    sex = Sex, wr_hnd = Wr.Hnd, nw_hnd = NW.Hnd, w_hnd = W.Hnd, fold = Fold,
    pulse = Pulse, clap = Clap, exer = Exer, smoke = Smoke,
    height = Height, m_i = M.I, age = Age)))
}


# ---- 2. Statistics ------------------------------------------------------

limits <- function(test) as.numeric(test$conf.int)

exact <- function(k, n, ...) 100 * limits(binom.test(k, n, ...))

# prop.test warns that chi-squared may be poor for small counts; the Wilson
# limits taken from it do not depend on that.
wilson <- function(k, n) {
  100 * limits(suppressWarnings(prop.test(k, n, correct = FALSE)))
}

number_statistics <- function(column) {
  x <- column[!is.na(column)]
  q <- quantile(x, c(.25, .5, .75), type = 7, names = FALSE)
  c(n = length(x), missing = sum(is.na(column)), mean = mean(x), sd = sd(x),
    median = median(x), q1 = q[1], q3 = q[3], min = min(x), max = max(x))
}

category_statistics <- function(column, level) {
  x <- column[!is.na(column)]
  n <- length(x)
  k <- sum(x == level)
  e <- exact(k, n)
  w <- wilson(k, n)
  c(n = n, missing = sum(is.na(column)), count = k, percent = 100 * k / n,
    low = e[1], high = e[2], wilson_low = w[1], wilson_high = w[2])
}

# Noncentral t as a mixture of normals over s = sample sd / true sd.
nct_integral <- function(t, df, ncp) {
  s_max <- sqrt(qchisq(1e-20, df, lower.tail = FALSE) / df)
  s_min <- sqrt(qchisq(1e-20, df) / df)
  integrate(function(s) pnorm(t * s - ncp) * 2 * df * s * dchisq(df * s^2, df),
            s_min, s_max, rel.tol = 1e-12, subdivisions = 2000L)$value
}

# Above this ncp R's pt() changes, without a warning, from a series to a normal
# approximation (src/nmath/pnt.c). For iris_setosa that moves dz limits by 0.05.
PT_NCP_MAX <- 37.62

nct_series <- function(t, df, ncp) {
  # pt() warns where its answer rounds to 1: on the way to a root, never at it
  # (dz_limits checks that).
  if (abs(ncp) < PT_NCP_MAX) suppressWarnings(pt(t, df, ncp)) else
    nct_integral(t, df, ncp)
}

nct_ncp <- function(t, df, p, probability) {
  # 10 standard errors of the noncentral t either side of t.
  reach <- 10 * sqrt(1 + t^2 / (2 * df))
  uniroot(function(ncp) probability(t, df, ncp) - p,
          c(t - reach, t + reach), tol = 1e-13, maxiter = 1000)$root
}

dz_limits <- function(t, n, level) {
  df <- n - 1
  vapply(c((1 + level) / 2, (1 - level) / 2), function(p) {
    integral <- nct_ncp(t, df, p, nct_integral)
    # A root near PT_NCP_MAX could make the search step over the change.
    stopifnot(abs(abs(integral) - PT_NCP_MAX) > .5)
    if (abs(integral) > PT_NCP_MAX) return(integral / sqrt(n))
    series <- nct_ncp(t, df, p, nct_series)
    # Two independent roads to one number before it becomes gold.
    stopifnot(abs(pt(t, df, series) - p) < 1e-11,
              abs(series - integral) / sqrt(n) < 1e-9)
    series / sqrt(n)
  }, 0)
}

level_statistics <- function(before, after, level) {
  test <- t.test(after, before, paired = TRUE, conf.level = level)
  ci <- limits(test)
  dz <- dz_limits(unname(test$statistic), length(before), level)
  c(change.low = ci[1], change.high = ci[2],
    effect.dz_low = dz[1], effect.dz_high = dz[2])
}

pair_counts <- function(complete) c(n = sum(complete), missing = sum(!complete))

paired_statistics <- function(before, after) {
  complete <- complete.cases(before, after)
  before <- before[complete]
  after <- after[complete]
  change <- after - before
  n <- length(change)
  m <- n - 1
  q <- quantile(change, c(.25, .75), type = 7, names = FALSE)
  test <- t.test(after, before, paired = TRUE)
  dz <- mean(change) / sd(change)
  # On the log scale: gamma() itself overflows from 172 on.
  j <- exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / sqrt(m / 2)
  c(pair_counts(complete),
    before.mean = mean(before), before.sd = sd(before),
    after.mean = mean(after), after.sd = sd(after),
    change.mean = mean(change), change.sd = sd(change),
    change.median = median(change), change.q1 = q[1], change.q3 = q[2],
    test.statistic = unname(test$statistic), test.df = unname(test$parameter),
    test.p = test$p.value, effect.dz = dz, effect.gz = dz * j,
    level_statistics(before, after, .95))
}

paired90_statistics <- function(before, after) {
  complete <- complete.cases(before, after)
  c(pair_counts(complete),
    level_statistics(before[complete], after[complete], .90))
}

# One-sided limits only where nobody or everybody has it: there the other
# limit is known (0 or 100) and a two-sided interval spends half its error on it.
proportion_statistics <- function(k, n) {
  e <- exact(k, n)
  w <- wilson(k, n)
  c(percent = 100 * k / n, low = e[1], high = e[2],
    wilson_low = w[1], wilson_high = w[2],
    if (k == 0) c(high_one_sided = exact(k, n, alternative = "less")[2]),
    if (k == n) c(low_one_sided = exact(k, n, alternative = "greater")[1]))
}


# ---- 3. Golden values ---------------------------------------------------

rows <- list()
add <- function(dataset, kind, variables, statistics) {
  stopifnot(is.finite(statistics), nzchar(names(statistics)))
  rows[[length(rows) + 1]] <<- data.frame(
    dataset, kind, variables, statistic = names(statistics),
    value = sprintf("%.17g", statistics))
}

# Read back from the files, so that R and Python see the same numbers.
read_dataset <- function(name) {
  read.csv(file.path(data_dir, paste0(name, ".csv")), na.strings = "",
           stringsAsFactors = FALSE, colClasses = c(participant = "character"))
}

datasets <- c("airquality", "anorexia", "chickwts", "esoph", "faithful",
              "infert", "iris_setosa", "pairs28", "plant_growth", "sleep",
              "survey", "tiny", "tooth_growth", "warpbreaks")
present <- file.exists(file.path(data_dir, paste0(datasets, ".csv")))
data <- sapply(datasets[present], read_dataset, simplify = FALSE)

for (name in names(data)) {
  for (variable in setdiff(names(data[[name]]), "participant")) {
    column <- data[[name]][[variable]]
    if (is.numeric(column)) {
      add(name, "number", variable, number_statistics(column))
    } else {
      for (level in unique(column[!is.na(column)])) {
        add(name, "category", paste0(variable, ":", level),
            category_statistics(column, level))
      }
    }
  }
}

pairs <- list(
  c("sleep", "before", "after"),
  c("tiny", "before", "after"),
  c("pairs28", "pre", "post"),
  c("anorexia", "prewt", "postwt"),
  c("survey", "wr_hnd", "nw_hnd"),             # one hand missing in some
  c("airquality", "ozone", "solar_r"),         # either or both missing
  c("airquality", "temp", "solar_r"),          # only the second missing
  c("infert", "induced", "spontaneous"),       # many ties, change near zero
  c("iris_setosa", "sepal_length", "petal_length"),  # |ncp| beyond pt()
  c("faithful", "eruptions", "waiting"))             # the same, upwards

for (pair in pairs) {
  if (!pair[1] %in% names(data)) next
  before <- data[[pair[1]]][[pair[2]]]
  after <- data[[pair[1]]][[pair[3]]]
  variables <- paste0(pair[2], ":", pair[3])
  add(pair[1], "paired", variables, paired_statistics(before, after))
  add(pair[1], "paired90", variables, paired90_statistics(before, after))
}

counts <- list(
  "1" = 0:1, "2" = 0:2, "3" = 0:3, "5" = c(0, 5),
  "8" = c(0, 1, 3, 4, 7, 8), "14" = c(0, 1, 5, 7, 13, 14), "20" = c(0, 20),
  "28" = c(0, 1, 2, 9, 14, 21, 27, 28), "50" = c(0, 50),
  "97" = c(0, 1, 10, 48, 80, 96, 97),
  "1000" = c(0, 1, 5, 123, 500, 877, 999, 1000))
for (size in names(counts)) {
  n <- as.numeric(size)
  for (k in counts[[size]]) {
    add("counts", "zero", paste0(k, "/", n), proportion_statistics(k, n))
  }
}

golden <- do.call(rbind, rows)
stopifnot(!grepl("[\",\n\r]", unlist(golden)),
          !duplicated(golden[c("dataset", "kind", "variables", "statistic")]))
# radix sorts by code point whatever the locale.
golden <- golden[order(golden$dataset, golden$kind, golden$variables,
                       golden$statistic, method = "radix"), ]
write_text(c(paste(names(golden), collapse = ","),
             do.call(paste, c(unname(golden), sep = ","))),
           file.path(here, "golden.csv"))
write_text(paste("#", R.version.string),
           file.path(here, "R-VERSION.txt"))
cat(nrow(golden), "golden values of", length(data), "datasets\n")

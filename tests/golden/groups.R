# Golden values: ranks, groups, counts and correlations, as R has them. The
# Python package is compared against groups.csv; R is needed only to remake it:
#
#     Rscript tests/golden/groups.R
#
# Two runs on one machine give the same bytes. Another R build or processor
# may move the last one or two of the 17 digits.
#
# How closely to compare (relative, with an absolute floor of 1e-11 where the
# true value may be 0: R itself has 17.3 - 17 = 0.30000000000000071)
#   counts and ranks, equal:
#     n, *.df (but welch.df), *.v, ranksum.u
#   closed forms, 1e-12:
#     *.statistic, welch.df, difference, hl.*, d, g (lgamma), smd, rd, rd_low,
#     rd_high, mcnemar low and high, student and welch limits (qt), pearson.r,
#     pearson.low, pearson.high, spearman.r, spearman.low, spearman.high, holm
#   probabilities, 1e-11, however small:
#     *.p of a central t, F, chi-squared or normal distribution; exact P values,
#     which are sums of positive terms: exact.p, pratt.p, ranksum.exact_p,
#     spearman.exact_p, fisher.p, mcnemar p
#   root finders (uniroot here, on the log scale, not R's own), 1e-11:
#     or, or_low, or_high
#   root finders for a noncentral t, 1e-9 absolute:
#     d_low, d_high
# Compared once, all of them, with fractions and arithmetic of 40 digits (22 for
# the limits of d): relative differences of up to
# 5e-11 (d_low), 1e-12 (fisher.p of a 4x4 table) and 2e-13 (all else).
#
# What is not there is undefined: infinite odds ratios, an odds ratio or
# chi-squared of a table with an empty margin, spearman.t_p where |r| = 1,
# limits of a correlation where n = 3.
#
# All percentages, and differences of percentages, run from 0 to 100.
#
# `variables` is quoted where it contains a comma (kinds table, trend, holm).
#
# Sources of the datasets: see golden.R, whose CSVs are read here and not
# written. Their airquality has no month and their sleep no group; survey takes
# the place of the one, groups_small of the other.
# groups_small is a fixture of this project, made here: 8 participants, because
# permutations can only be enumerated for a few, and no other dataset has a
# correlation with 4 <= n <= 8, missing values in a small group, or zero changes
# among ties of both signs.
#
# Sources of the methods:
#   Conditional distribution of ranks under ties, and zeros that are ranked and
#   then dropped: Pratt, JASA 1959;54:655.
#   Median of Walsh averages or of pairwise differences: Hodges, Lehmann,
#   Ann Math Stat 1963;34:598; limits as in wilcox.test().
#   Difference of independent proportions: Newcombe, Stat Med 1998;17:873.
#   Difference of paired proportions: Newcombe, Stat Med 1998;17:2635.
#   Limits of Spearman's r: Bonett, Wright, Psychometrika 2000;65:23.
#   d and its factor: Hedges, J Educ Stat 1981;6:107.

options(warn = 2)  # a silent "full precision not achieved" must not become gold

this_file <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
here <- dirname(this_file)
data_dir <- file.path(here, "datasets")

# Binary mode: the same line ends on every system.
write_text <- function(lines, path) {
  con <- file(path, open = "wb")
  on.exit(close(con))
  writeLines(enc2utf8(lines), con, sep = "\n", useBytes = TRUE)
}

near <- function(a, b, tolerance = 1e-11) {
  all(abs(a - b) <= tolerance * pmax(abs(a), abs(b)) + 1e-13)
}

limits <- function(test) as.numeric(test$conf.int)
value <- function(test) unname(test$statistic)


# ---- 1. The one new dataset ---------------------------------------------

# x and y without ties; z with ties, a missing value, and, as a change from x,
# zeros and ties of both signs. The last group is missing.
write_text(c("participant,group,x,y,z",
             "p1,a,12,3.1,12",
             "p2,a,15,2.4,13",
             "p3,b,11,3.6,13",
             "p4,a,18,2.0,15",
             "p5,b,20,2.2,",
             "p6,a,14,1.9,15",
             "p7,b,9,3.3,9",
             "p8,,17,2.8,13"),
           file.path(data_dir, "groups_small.csv"))


# ---- 2. Exact conditional distributions ---------------------------------

# The smaller tail twice. A tail is summed as it is, not as 1 - the other one.
two_sided <- function(probability, support, observed) {
  min(1, 2 * min(sum(probability[support <= observed]),
                 sum(probability[support >= observed])))
}

# Mid-ranks times two are integers.
doubled <- function(ranks) {
  stopifnot(2 * ranks == round(2 * ranks))
  as.integer(2 * ranks)
}

# P(sum of positive ranks = 0, 1/2, 1, ...) over all sign patterns.
sign_distribution <- function(twice) {
  total <- sum(twice)
  p <- c(1, numeric(total))
  for (r in twice) p <- (p + c(numeric(r), p[seq_len(total + 1 - r)])) / 2
  stopifnot(near(sum(p), 1))
  p
}

signed_exact <- function(change, pratt = FALSE) {
  if (!pratt) change <- change[change != 0]
  twice <- doubled(rank(abs(change)))
  twice_v <- sum(twice[change > 0])
  p <- sign_distribution(twice[change != 0])
  c(v = twice_v / 2, p = two_sided(p, seq_along(p) - 1, twice_v))
}

# The same by writing out every pattern.
signed_enumerated <- function(change, pratt = FALSE) {
  if (!pratt) change <- change[change != 0]
  ranks <- rank(abs(change))[change != 0]
  sums <- as.matrix(expand.grid(rep(list(0:1), length(ranks)))) %*% ranks
  v <- sum(ranks[change[change != 0] > 0])
  min(1, 2 * min(mean(sums <= v), mean(sums >= v)))
}

# P(rank sum of a random subset of size k = 0, 1/2, 1, ...).
subset_distribution <- function(twice, k) {
  total <- sum(sort(twice, decreasing = TRUE)[seq_len(k)])
  ways <- matrix(0, k + 1, total + 1)
  ways[1, 1] <- 1
  for (r in twice) {
    if (r > total) next  # in no subset that small
    to <- (r + 1):(total + 1)
    ways[-1, to] <- ways[-1, to, drop = FALSE] +
      ways[-(k + 1), to - r, drop = FALSE]
  }
  p <- ways[k + 1, ] / choose(length(twice), k)
  stopifnot(near(sum(p), 1))
  p
}

ranksum_exact <- function(x, y) {
  twice <- doubled(rank(c(x, y)))
  p <- subset_distribution(twice, length(x))
  two_sided(p, seq_along(p) - 1, sum(twice[seq_along(x)]))
}

ranksum_enumerated <- function(x, y) {
  ranks <- rank(c(x, y))
  sums <- combn(length(ranks), length(x), function(i) sum(ranks[i]))
  w <- sum(ranks[seq_along(x)])
  min(1, 2 * min(mean(sums <= w), mean(sums >= w)))
}

permutations <- function(n) {
  if (n == 1) return(matrix(1L, 1, 1))
  shorter <- permutations(n - 1)
  do.call(rbind, lapply(seq_len(n), function(first) {
    cbind(first, shorter + (shorter >= first), deparse.level = 0)
  }))
}

spearman_exact <- function(x, y) {
  rx <- doubled(rank(x))
  ry <- doubled(rank(y))
  order <- permutations(length(x))
  sums <- drop(matrix(ry[order], nrow(order)) %*% rx)
  two_sided(rep(1 / nrow(order), nrow(order)), sums, sum(rx * ry))
}


# ---- 3. Tables ----------------------------------------------------------

# All vectors of whole numbers, none above its limit, with this sum.
fillings <- function(limit, total) {
  last <- length(limit)
  v <- as.matrix(expand.grid(lapply(pmin(limit[-last], total), seq, from = 0)))
  v <- cbind(v, total - rowSums(v))
  v[v[, last] >= 0 & v[, last] <= limit[last], , drop = FALSE]
}

log_weight <- function(v) -rowSums(lfactorial(v))

# Fisher's exact P of a table of any size, by enumeration: all ways
# to fill the first columns, then for each state they leave (what is left of
# the row sums) all ways to fill the last two. fisher.test() is checked by it.
# The answer must not depend on what counts as equally probable.
fisher_enumerated <- function(x) {
  if (ncol(x) > nrow(x)) x <- t(x)
  columns <- colSums(x)
  k <- length(columns)
  constant <- sum(lfactorial(rowSums(x)), lfactorial(columns)) - lfactorial(sum(x))
  observed <- constant - sum(lfactorial(x))
  left <- matrix(rowSums(x), 1)
  past <- 0
  for (column in seq_len(k - 2)) {
    parts <- lapply(seq_len(nrow(left)), function(i) {
      v <- fillings(left[i, ], columns[column])
      list(rep(left[i, ], each = nrow(v)) - v, past[i] + log_weight(v))
    })
    left <- do.call(rbind, lapply(parts, `[[`, 1))
    past <- unlist(lapply(parts, `[[`, 2))
  }
  tolerances <- c(1e-9, 1e-7, 1e-5)
  groups <- split(seq_along(past), apply(left, 1, paste, collapse = " "))
  sums <- vapply(groups, function(rows) {
    state <- left[rows[1], ]
    v <- fillings(state, columns[k - 1])
    future <- sort(log_weight(v) + log_weight(rep(state, each = nrow(v)) - v))
    tail <- c(0, cumsum(exp(future + constant)))
    vapply(c(tolerances, Inf), function(tolerance) {
      below <- findInterval(observed + tolerance - past[rows] - constant, future)
      sum(exp(past[rows]) * tail[below + 1])
    }, 0)
  }, numeric(length(tolerances) + 1))
  p <- rowSums(sums)
  stopifnot(near(p[4], 1), near(p[1], p[2], 1e-14), near(p[2], p[3], 1e-14))
  p[2]
}

# The noncentral hypergeometric distribution of the first cell of a 2x2 table.
first_cell <- function(a, b, c, d) {
  support <- max(0, a + c - (c + d)):min(a + b, a + c)
  list(x = a, support = support,
       log_density = dhyper(support, a + c, b + d, a + b, log = TRUE))
}

log_sum <- function(terms) max(terms) + log(sum(exp(terms - max(terms))))

cell_mean <- function(cell, log_odds) {
  terms <- cell$log_density + cell$support * log_odds
  sum(cell$support * exp(terms - log_sum(terms)))
}

log_tail <- function(cell, log_odds, tail) {
  terms <- cell$log_density + cell$support * log_odds
  log_sum(terms[tail]) - log_sum(terms)
}

log_root <- function(f) uniroot(f, c(-60, 60), tol = 1e-13, maxiter = 10000)$root

# Conditional maximum likelihood and exact limits. Only finite ones.
odds_ratio <- function(a, b, c, d) {
  cell <- first_cell(a, b, c, d)
  support <- cell$support
  if (length(support) == 1) return(NULL)  # the table says nothing about it
  reached <- support >= a
  within <- support <= a
  least <- a == min(support)
  most <- a == max(support)
  out <- c(
    if (least) c(or = 0) else
      if (!most) c(or = exp(log_root(function(l) cell_mean(cell, l) - a))),
    if (least) c(or_low = 0) else c(or_low = exp(log_root(
      function(l) log_tail(cell, l, reached) - log(.025)))),
    if (!most) c(or_high = exp(log_root(
      function(l) log_tail(cell, l, within) - log(.025)))))
  # fisher.test() has the same, less exactly: to 1.2e-4 of x, or of 1 / x above 1.
  theirs <- fisher.test(matrix(c(a, b, c, d), 2, byrow = TRUE))
  theirs <- c(or = unname(theirs$estimate), or_low = limits(theirs)[1],
              or_high = limits(theirs)[2])
  stopifnot(identical(names(out), names(theirs)[is.finite(theirs)]),
            abs(pmin(out, 1 / out) - pmin(theirs, 1 / theirs)[names(out)]) < 2e-4)
  if (!least) stopifnot(near(
    exp(log_tail(cell, log(out[["or_low"]]), reached)), .025, 1e-12))
  if (!most) stopifnot(near(
    exp(log_tail(cell, log(out[["or_high"]]), within)), .025, 1e-12))
  if (!least && !most) stopifnot(near(cell_mean(cell, log(out[["or"]])), a, 1e-12))
  out
}

# prop.test warns that chi-squared may be poor for small counts; the Wilson
# limits taken from it do not depend on that.
wilson <- function(k, n) {
  z <- qnorm(.975)
  p <- k / n
  reach <- z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))
  out <- (p + z^2 / (2 * n) + c(-1, 1) * reach) / (1 + z^2 / n)
  if (k == 0) out[1] <- 0
  if (k == n) out[2] <- 1
  stopifnot(near(out, limits(suppressWarnings(prop.test(k, n, correct = FALSE)))))
  out
}

# Newcombe's hybrid score limits; phi = 0 for independent proportions.
newcombe <- function(p1, w1, p0, w0, phi = 0) {
  reach <- function(e1, e0) sqrt(e1^2 - 2 * phi * e1 * e0 + e0^2)
  100 * (p1 - p0 + c(-reach(p1 - w1[1], w0[2] - p0),
                     reach(w1[2] - p1, p0 - w0[1])))
}

two_by_two_statistics <- function(a, b, c, d) {
  x <- matrix(c(a, b, c, d), 2, byrow = TRUE)
  cell <- first_cell(a, b, c, d)
  probability <- exp(cell$log_density)
  observed <- probability[cell$support == a]
  p <- fisher.test(x)$p.value
  for (tolerance in c(1e-9, 1e-7, 1e-5)) {
    stopifnot(near(p, sum(probability[probability <= observed * (1 + tolerance)])))
  }
  p1 <- a / (a + b)
  p0 <- c / (c + d)
  rd <- newcombe(p1, wilson(a, a + b), p0, wilson(c, c + d))
  out <- c(fisher.p = p, odds_ratio(a, b, c, d),
           rd = 100 * (p1 - p0), rd_low = rd[1], rd_high = rd[2])
  if (all(colSums(x) > 0)) {
    chi <- suppressWarnings(chisq.test(x, correct = FALSE))
    yates <- suppressWarnings(chisq.test(x, correct = TRUE))
    n <- sum(x)
    margins <- prod(rowSums(x), colSums(x))
    # Yates never corrects beyond no difference at all.
    stopifnot(near(value(chi), n * (a * d - b * c)^2 / margins),
              near(value(yates),
                   n * max(abs(a * d - b * c) - n / 2, 0)^2 / margins))
    out <- c(out, chi.statistic = value(chi), chi.p = chi$p.value,
             yates.statistic = value(yates), yates.p = yates$p.value,
             smd = (p1 - p0) / sqrt((p1 * (1 - p1) + p0 * (1 - p0)) / 2))
  }
  out
}

table_statistics <- function(x) {
  # 800 MB of address space; little of it is touched.
  p <- fisher.test(x, workspace = 2e8)$p.value
  stopifnot(near(p, fisher_enumerated(x)))
  chi <- suppressWarnings(chisq.test(x, correct = FALSE))
  expected <- outer(rowSums(x), colSums(x)) / sum(x)
  stopifnot(near(value(chi), sum((x - expected)^2 / expected)))
  c(fisher.p = p, chi.statistic = value(chi),
    chi.df = unname(chi$parameter), chi.p = chi$p.value)
}

trend_statistics <- function(events, totals) {
  test <- suppressWarnings(prop.trend.test(events, totals))
  scores <- seq_along(events)
  p <- sum(events) / sum(totals)
  centred <- scores - sum(scores * totals) / sum(totals)
  stopifnot(near(value(test), sum(centred * events)^2 /
                   (p * (1 - p) * sum(totals * centred^2))))
  c(statistic = value(test), p = test$p.value)
}

mcnemar_statistics <- function(a, b, c, d) {
  n <- a + b + c + d
  p <- min(1, 2 * pbinom(min(b, c), b + c, 1 / 2))
  if (b + c > 0) stopifnot(near(p, binom.test(b, b + c)$p.value))
  numerator <- a * d - b * c
  if (numerator > 0) numerator <- max(numerator - n / 2, 0)
  denominator <- sqrt((a + b) * (c + d) * (a + c) * (b + d))
  phi <- if (denominator == 0) 0 else numerator / denominator
  ci <- newcombe((a + c) / n, wilson(a + c, n), (a + b) / n, wilson(a + b, n), phi)
  c(p = p, difference = 100 * (c - b) / n, low = ci[1], high = ci[2])
}


# ---- 4. Changes, groups, correlations -----------------------------------

# The k-th smallest and the k-th largest.
kth <- function(values, k) {
  values <- sort(values)
  values[c(k, length(values) + 1 - k)]
}

walsh <- function(change) {
  averages <- outer(change, change, `+`) / 2
  averages[!lower.tri(averages)]
}

hodges_lehmann <- function(values, k) {
  ci <- kth(values, max(1, k))
  c(hl.estimate = median(values), hl.low = ci[1], hl.high = ci[2])
}

# 17.3 - 17 and 3.3 - 3 are to be a tie.
changes <- function(before, after) {
  complete <- complete.cases(before, after)
  round(after[complete] - before[complete], 10)
}

signed_rank_statistics <- function(change) {
  n <- length(change)
  stopifnot(n <= 200, sum(change != 0) >= 2)
  exact <- signed_exact(change)
  pratt <- signed_exact(change, pratt = TRUE)
  approx <- wilcox.test(change[change != 0], exact = FALSE, correct = TRUE)
  stopifnot(exact[["v"]] == value(approx),
            approx$p.value == wilcox.test(change, exact = FALSE)$p.value)
  if (n <= 12) {
    stopifnot(near(exact[["p"]], signed_enumerated(change)),
              near(pratt[["p"]], signed_enumerated(change, pratt = TRUE)))
  }
  c(n = n, exact.v = exact[["v"]], exact.p = exact[["p"]],
    approx.p = approx$p.value,
    pratt.v = pratt[["v"]], pratt.p = pratt[["p"]],
    hodges_lehmann(walsh(change), qsignrank(.025, n)))
}

# Above this ncp R's pt() changes, without a warning, from a series to a normal
# approximation (src/nmath/pnt.c).
PT_NCP_MAX <- 37.62

# Noncentral t as a mixture of normals over s = sample sd / true sd.
nct_integral <- function(t, df, ncp) {
  s_max <- sqrt(qchisq(1e-20, df, lower.tail = FALSE) / df)
  s_min <- sqrt(qchisq(1e-20, df) / df)
  integrate(function(s) pnorm(t * s - ncp) * 2 * df * s * dchisq(df * s^2, df),
            s_min, s_max, rel.tol = 1e-12, subdivisions = 2000L)$value
}

# pt() warns where its answer rounds to 1: on the way to a root, never at it
# (d_limits checks that).
nct_series <- function(t, df, ncp) suppressWarnings(pt(t, df, ncp))

nct_ncp <- function(t, df, p, probability) {
  # 10 standard errors of the noncentral t either side of t.
  reach <- 10 * sqrt(1 + t^2 / (2 * df))
  stopifnot(abs(t) + reach < PT_NCP_MAX)
  uniroot(function(ncp) probability(t, df, ncp) - p,
          c(t - reach, t + reach), tol = 1e-12, maxiter = 1000)$root
}

d_limits <- function(t, df, root) {
  vapply(c(.975, .025), function(p) {
    series <- nct_ncp(t, df, p, nct_series)
    # Two independent roads to one number before it becomes gold.
    stopifnot(abs(pt(t, df, series) - p) < 1e-11,
              abs(series - nct_ncp(t, df, p, nct_integral)) / root < 1e-9)
    series / root
  }, 0)
}

# x is the other group, y the reference.
two_sample_statistics <- function(x, y) {
  nx <- length(x)
  ny <- length(y)
  df <- nx + ny - 2
  difference <- mean(x) - mean(y)
  welch <- t.test(x, y)
  student <- t.test(x, y, var.equal = TRUE)
  wci <- limits(welch)
  sci <- limits(student)
  approx <- wilcox.test(x, y, exact = FALSE, correct = TRUE)
  sd_pooled <- sqrt(((nx - 1) * var(x) + (ny - 1) * var(y)) / df)
  d <- difference / sd_pooled
  root <- sqrt(nx * ny / (nx + ny))
  errors <- c(var(x) / nx, var(y) / ny)
  welch_df <- sum(errors)^2 / sum(errors^2 / c(nx - 1, ny - 1))
  stopifnot(near(value(student), d * root), near(mean(sci), difference),
            near(value(welch), difference / sqrt(sum(errors))),
            near(unname(welch$parameter), welch_df), student$parameter == df,
            value(approx) == sum(outer(x, y, `>`)) + sum(outer(x, y, `==`)) / 2)
  exact <- if (nx + ny <= 100) ranksum_exact(x, y)
  if (nx + ny <= 15) stopifnot(near(exact, ranksum_enumerated(x, y)))
  if (!is.null(exact) && !anyDuplicated(c(x, y))) {
    stopifnot(near(exact, wilcox.test(x, y, exact = TRUE)$p.value))
  }
  # On the log scale: gamma() itself overflows from 172 on.
  j <- exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2)
  if (df < 300) stopifnot(near(j, gamma(df / 2) /
                                 (sqrt(df / 2) * gamma((df - 1) / 2)), 1e-11))
  dci <- d_limits(value(student), df, root)
  k <- qwilcox(.025, nx, ny)
  stopifnot(pwilcox(k, nx, ny) >= .025, k == 0 || pwilcox(k - 1, nx, ny) < .025)
  c(welch.statistic = value(welch), welch.df = unname(welch$parameter),
    welch.p = welch$p.value, welch.low = wci[1], welch.high = wci[2],
    student.statistic = value(student), student.df = df,
    student.p = student$p.value, student.low = sci[1], student.high = sci[2],
    difference = difference,
    ranksum.u = value(approx), ranksum.exact_p = exact,
    ranksum.approx_p = approx$p.value,
    hodges_lehmann(c(outer(x, y, `-`)), k),
    d = d, d_low = dci[1], d_high = dci[2], g = d * j,
    smd = difference / sqrt((var(x) + var(y)) / 2))
}

k_groups_statistics <- function(x, group) {
  anova <- summary(aov(x ~ group))[[1]]
  other <- oneway.test(x ~ group, var.equal = TRUE)
  kruskal <- kruskal.test(x, group)
  ranks <- rank(x)
  n <- length(x)
  ties <- table(x)
  sums <- tapply(ranks, group, sum)
  h <- (12 * sum(sums^2 / table(group)) / (n * (n + 1)) - 3 * (n + 1)) /
    (1 - sum(ties^3 - ties) / (n^3 - n))
  stopifnot(near(anova[["F value"]][1], value(other)),
            near(anova[["Pr(>F)"]][1], other$p.value),
            anova$Df == c(nlevels(group) - 1, n - nlevels(group)),
            near(value(kruskal), h))
  c(anova.statistic = value(other), anova.df = anova$Df[1],
    anova.df2 = anova$Df[2], anova.p = other$p.value,
    kruskal.statistic = value(kruskal), kruskal.df = unname(kruskal$parameter),
    kruskal.p = kruskal$p.value)
}

correlation_statistics <- function(x, y) {
  n <- length(x)
  pearson <- cor.test(x, y)
  r <- cor(rank(x), rank(y))
  approx <- cor.test(x, y, method = "spearman", exact = FALSE)
  stopifnot(near(r, unname(approx$estimate)), near(r, cor(x, y, method = "spearman")))
  out <- c(n = n, pearson.r = unname(pearson$estimate),
           pearson.statistic = value(pearson),
           pearson.df = unname(pearson$parameter), pearson.p = pearson$p.value)
  if (n > 3) {
    ci <- limits(pearson)
    out <- c(out, pearson.low = ci[1], pearson.high = ci[2])
  }
  perfect <- abs(r) > 1 - 1e-12
  out <- c(out, spearman.r = if (perfect) sign(r) else r)
  if (!perfect) {
    t_p <- 2 * pt(-abs(r) * sqrt((n - 2) / (1 - r^2)), n - 2)
    stopifnot(near(t_p, approx$p.value))
    out <- c(out, spearman.t_p = t_p)
  }
  if (n <= 8) {
    exact <- spearman_exact(x, y)
    if (!anyDuplicated(x) && !anyDuplicated(y)) stopifnot(near(
      exact, cor.test(x, y, method = "spearman", exact = TRUE)$p.value))
    out <- c(out, spearman.exact_p = exact)
  }
  if (n > 3 && !perfect) {
    ci <- tanh(atanh(r) + c(-1, 1) * qnorm(.975) * sqrt((1 + r^2 / 2) / (n - 3)))
    out <- c(out, spearman.low = ci[1], spearman.high = ci[2])
  }
  out
}


# ---- 5. Checks against R and against print ------------------------------

local({
  # No ties, no zeros: R is exact too. Both from ?wilcox.test.
  before <- c(1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30)
  after <- c(0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29)
  for (change in list(changes(before, after), changes(before, after)[1:7])) {
    r <- wilcox.test(change, exact = TRUE, conf.int = TRUE)
    ours <- signed_rank_statistics(change)
    stopifnot(ours[["exact.v"]] == value(r), near(ours[["exact.p"]], r$p.value),
              ours[["pratt.v"]] == value(r), near(ours[["pratt.p"]], r$p.value),
              near(ours[c("hl.estimate", "hl.low", "hl.high")],
                   c(r$estimate, limits(r))))
  }
  at_term <- c(0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46)
  early <- c(1.15, 0.88, 0.90, 0.74, 1.21)
  for (x in list(at_term, -at_term)) {
    r <- wilcox.test(x, early, exact = TRUE, conf.int = TRUE)
    ours <- two_sample_statistics(x, early)
    stopifnot(ours[["ranksum.u"]] == value(r),
              near(ours[["ranksum.exact_p"]], r$p.value),
              near(ours[c("hl.estimate", "hl.low", "hl.high")],
                   c(r$estimate, limits(r))))
  }
  # The whole distributions, larger than can be written out.
  p <- sign_distribution(2L * 1:60)
  stopifnot(near(p[c(TRUE, FALSE)], dsignrank(0:1830, 60), 1e-10))
  p <- subset_distribution(2L * 1:80, 35)
  stopifnot(near(p[2 * (630:2205) + 1], dwilcox(0:1575, 35, 45), 1e-10))
  # Enumerated with ties and zeros.
  change <- c(0, 0, 0, 1, 1, -1, 2, 2, 3, -3, 4, 5)
  stopifnot(near(signed_exact(change)[["p"]], signed_enumerated(change)),
            near(signed_exact(change, TRUE)[["p"]], signed_enumerated(change, TRUE)),
            near(ranksum_exact(change[1:5], change[6:12]),
                 ranksum_enumerated(change[1:5], change[6:12])))
  stopifnot(nrow(unique(permutations(5))) == 120,
            permutations(5) %in% 1:5, rowSums(permutations(5)) == 15)

  # Newcombe 1998;17:873, table II, method 10.
  printed <- rbind(c(56, 70, 48, 80, .0524, .3339), c(9, 10, 3, 10, .1705, .8090),
                   c(6, 7, 2, 7, .0582, .8062), c(5, 56, 0, 29, -.0381, .1926),
                   c(0, 10, 0, 20, -.1611, .2775), c(10, 10, 0, 20, .6791, 1))
  for (i in seq_len(nrow(printed))) {
    k <- printed[i, ]
    ours <- newcombe(k[1] / k[2], wilson(k[1], k[2]), k[3] / k[4], wilson(k[3], k[4]))
    stopifnot(round(ours / 100, 4) == k[5:6])
  }
  # Tea tasting of ?fisher.test: roots found in decimal arithmetic of 40 digits.
  # R has 621.93 for the last one.
  stopifnot(near(odds_ratio(3, 1, 1, 3), c(
    6.408319658199672276, 0.211735595446578567, 626.243530588814042), 1e-13))
})


# ---- 6. Golden values ---------------------------------------------------

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

datasets <- c("airquality", "anorexia", "chickwts", "faithful", "groups_small",
              "infert", "iris_setosa", "pairs28", "plant_growth", "sleep",
              "survey", "tiny", "tooth_growth", "warpbreaks")
data <- sapply(datasets, read_dataset, simplify = FALSE)

pairs <- list(
  c("pairs28", "pre", "post"),                 # all downwards but two zeros
  c("anorexia", "prewt", "postwt"),
  c("sleep", "before", "after"),               # one zero, one tie
  c("tiny", "before", "after"),
  c("iris_setosa", "sepal_length", "petal_length"),
  c("airquality", "ozone", "solar_r"),         # either or both missing
  c("groups_small", "x", "z"))                 # zeros, ties of both signs
for (pair in pairs) {
  columns <- data[[pair[1]]]
  add(pair[1], "signed_rank", paste0(pair[2], ":", pair[3]),
      signed_rank_statistics(changes(columns[[pair[2]]], columns[[pair[3]]])))
}

# value, group, reference, other
samples <- list(
  c("tooth_growth", "len", "supp", "VC", "OJ"),
  c("warpbreaks", "breaks", "wool", "A", "B"),
  c("survey", "height", "sex", "Female", "Male"),    # value or group missing
  c("survey", "pulse", "sex", "Female", "Male"),
  c("infert", "age", "status", "control", "case"),
  c("infert", "spontaneous", "status", "control", "case"),  # three values only
  c("anorexia", "prewt", "treat", "Cont", "FT"),
  c("anorexia", "postwt", "treat", "Cont", "CBT"),
  c("chickwts", "weight", "feed", "horsebean", "casein"),
  c("chickwts", "weight", "feed", "soybean", "linseed"),
  c("plant_growth", "weight", "group", "ctrl", "trt2"),
  c("groups_small", "x", "group", "a", "b"),         # 4 and 3, no ties
  c("groups_small", "z", "group", "a", "b"))         # 4 and 2, ties
for (sample in samples) {
  x <- data[[sample[1]]][[sample[2]]]
  group <- data[[sample[1]]][[sample[3]]]
  of <- function(level) x[!is.na(x) & group %in% level]
  add(sample[1], "two_sample", paste(sample[2:5], collapse = ":"),
      two_sample_statistics(of(sample[5]), of(sample[4])))
}

k_groups <- list(
  c("plant_growth", "weight", "group"),
  c("chickwts", "weight", "feed"),
  c("anorexia", "postwt", "treat"),
  c("warpbreaks", "breaks", "tension"),
  c("warpbreaks", "breaks", "wool"),           # two groups
  c("tooth_growth", "len", "dose"),            # the group is a number
  c("survey", "pulse", "smoke"),               # value or group missing
  c("survey", "height", "exer"))               # a group called "None"
for (pair in k_groups) {
  x <- data[[pair[1]]][[pair[2]]]
  group <- data[[pair[1]]][[pair[3]]]
  complete <- complete.cases(x, group)
  add(pair[1], "k_groups", paste0(pair[2], ":", pair[3]),
      k_groups_statistics(x[complete], factor(group[complete])))
}

numbers <- function(text, split) as.numeric(strsplit(text, split, fixed = TRUE)[[1]])

for (text in c("2/12/7/7", "8/2/1/5", "0/14/3/11", "5/5/5/5", "1/24/0/30",
               "12/5/29/2", "3/1/1/3", "24/4/16/12", "0/10/0/9", "40/60/25/75")) {
  add("counts", "two_by_two", text,
      do.call(two_by_two_statistics, as.list(numbers(text, "/"))))
}

tables <- c(
  "3,1,0;1,4,2;0,2,5",
  "5,2,1;1,3,6",
  "0,4,3;6,0,2",
  "10,8,2;4,9,12",
  "7,3;2,8;5,5",                                # the same either way round
  "4,0,0;0,5,0;0,0,3",
  "6,3,1,2;2,5,4,1;0,2,6,7",
  "8,4,2,1;3,6,5,2;1,2,7,9",
  "5,1,0,0;2,4,1,1;0,3,6,2;1,0,2,7",
  "6,4,3,2;4,5,4,3;3,4,5,4;2,3,4,4",            # n = 60
  "4,4,4;4,4,4",                                # no difference at all
  "1,3,10,6;2,3,10,7;1,6,14,12;0,1,9,11")       # ?fisher.test, job satisfaction
for (text in tables) {
  x <- do.call(rbind, lapply(strsplit(text, ";", fixed = TRUE)[[1]], numbers, ","))
  add("counts", "table", text, table_statistics(x))
}

# The second is the smokers of ?prop.test.
for (text in c("3,5,9:20,20,20", "83,90,129,70:86,93,136,82",
               "0,2,1,6:12,9,14,11", "14,9,4,2,1:18,17,20,15,16")) {
  parts <- strsplit(text, ":", fixed = TRUE)[[1]]
  add("counts", "trend", text,
      trend_statistics(numbers(parts[1], ","), numbers(parts[2], ",")))
}

correlations <- list(
  c("airquality", "ozone", "solar_r"),         # either or both missing
  c("airquality", "ozone", "temp"),            # only the first missing
  c("airquality", "solar_r", "wind"),          # near 0
  c("faithful", "eruptions", "waiting"),
  c("iris_setosa", "sepal_length", "petal_length"),
  c("anorexia", "prewt", "postwt"),
  c("pairs28", "pre", "post"),
  c("sleep", "before", "after"),
  c("tiny", "before", "after"),                # n = 3, Spearman's r = 1
  c("groups_small", "x", "y"),                 # n = 8, no ties
  c("groups_small", "x", "z"),                 # n = 7, ties, one missing
  c("groups_small", "y", "z"))
for (pair in correlations) {
  columns <- data[[pair[1]]][pair[2:3]]
  columns <- columns[complete.cases(columns), ]
  add(pair[1], "correlation", paste0(pair[2], ":", pair[3]),
      correlation_statistics(columns[[1]], columns[[2]]))
}

for (text in c("14/5/0/22",     # Altman and others, Statistics with Confidence
               "20/3/11/6", "30/2/12/16",
               "3/7/7/3",       # b = c, phi below 0
               "0/1/8/0",       # phi = -1
               "9/1/2/3",       # ad > bc, but by less than n / 2
               "5/0/0/9",       # nobody changed
               "10/0/5/0")) {   # everybody after: phi has no denominator
  add("counts", "mcnemar", text,
      do.call(mcnemar_statistics, as.list(numbers(text, "/"))))
}

for (text in c("0.01,0.04,0.03,0.005", "0.02,0.02,0.02,0.5", "0.6,0.3,0.9,0.7",
               "0.0001,0.9,0.03,0.03,0.011,1", "0.049")) {
  p <- numbers(text, ",")
  adjusted <- p.adjust(p, method = "holm")
  steps <- (length(p) - rank(p, ties.method = "first") + 1) * p
  stopifnot(near(adjusted, pmin(1, vapply(
    rank(p, ties.method = "first"),
    function(r) max(steps[rank(p, ties.method = "first") <= r]), 0))))
  names(adjusted) <- paste0("p", seq_along(p))
  add("p_values", "holm", text, adjusted)
}

golden <- do.call(rbind, rows)
stopifnot(!grepl("[\"\n\r]", unlist(golden)),
          !duplicated(golden[c("dataset", "kind", "variables", "statistic")]))
# radix sorts by code point whatever the locale.
golden <- golden[order(golden$dataset, golden$kind, golden$variables,
                       golden$statistic, method = "radix"), ]
comma <- grepl(",", golden$variables, fixed = TRUE)
golden$variables[comma] <- paste0("\"", golden$variables[comma], "\"")
stopifnot(!grepl(",", unlist(golden[names(golden) != "variables"])))
write_text(c(paste(names(golden), collapse = ","),
             do.call(paste, c(unname(golden), sep = ","))),
           file.path(here, "groups.csv"))
cat(nrow(golden), "golden values of", length(unique(golden$kind)), "kinds\n")

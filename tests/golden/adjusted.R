# Golden values: comparisons adjusted for covariates, interactions, and the
# Stuart-Maxwell test, as R has them. adjusted.csv is compared with the Python
# package; R is needed only to remake it:
#
#     Rscript tests/golden/adjusted.R
#
# Linear models are lm() with anova(); adjusted means and differences are
# contrasts of the coefficients at the means of the model matrix, with their t
# limits. All were computed once more by the closed form of the normal equations
# and must agree (`near`). Compare at 1e-9.
#
# Stuart-Maxwell has no function in base R: the quadratic form is solved here, and
# checked against print for Stuart's table of 7477 women (Biometrika 1955;42:412:
# chi-squared 11.96 with 3 degrees of freedom).
#
# The datasets are those of golden.R and groups.R.

options(warn = 2)
this_file <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
here <- dirname(this_file)

rows <- list()
add <- function(dataset, kind, variables, values) {
  values <- values[!is.na(values)]
  rows[[length(rows) + 1]] <<- data.frame(
    dataset, kind, variables, statistic = names(values),
    value = sprintf("%.17g", unname(values)))
}
near <- function(a, b) all(abs(a - b) <= 1e-8 * pmax(abs(a), abs(b)) + 1e-10)

contrast <- function(fit, weights, level = 0.95) {
  estimate <- sum(weights * coef(fit))
  error <- sqrt(drop(t(weights) %*% vcov(fit) %*% weights))
  half <- qt(1 - (1 - level) / 2, df.residual(fit)) * error
  c(mean = estimate, low = estimate - half, high = estimate + half)
}
f_test <- function(smaller, larger) {
  table <- anova(smaller, larger)
  c(statistic = table$F[2], df = table$Df[2], df2 = table$Res.Df[2], p = table$`Pr(>F)`[2])
}
# The same from the residual sums of squares of QR decompositions.
f_again <- function(y, x0, x1) {
  rss <- function(x) sum(qr.resid(qr(x), y)^2)
  rank <- function(x) qr(x)$rank
  df2 <- length(y) - rank(x1)
  f <- (rss(x0) - rss(x1)) / (rank(x1) - rank(x0)) / (rss(x1) / df2)
  c(statistic = f, p = pf(f, rank(x1) - rank(x0), df2, lower.tail = FALSE))
}
read <- function(name) read.csv(file.path(here, "datasets", paste0(name, ".csv")),
                                na.strings = "", stringsAsFactors = FALSE)
prefix <- function(name, values) setNames(values, paste0(name, ".", names(values)))

# response:group:reference:covariates, by commas; covariates that are text, or are
# marked by a *, are factors.
adjusted <- function(dataset, text) {
  parts <- strsplit(text, ":", fixed = TRUE)[[1]]
  covariates <- strsplit(parts[4], ",", fixed = TRUE)[[1]]
  d <- read(dataset)[c(parts[1], parts[2], covariates)]
  n <- nrow(d)
  d <- d[complete.cases(d), ]
  groups <- sort(unique(d[[2]]))
  if (parts[3] != "") groups <- c(setdiff(groups, parts[3]), parts[3])
  g <- factor(d[[2]], levels = groups)
  x <- model.matrix(reformulate(covariates), d)[, -1, drop = FALSE]
  y <- d[[1]]
  full <- lm(y ~ 0 + g + x)
  less <- lm(y ~ x)
  made <- c(n = nrow(d), missing = n - nrow(d), prefix("test", f_test(less, full)))
  stopifnot(near(made[c("test.statistic", "test.p")],
                 f_again(y, cbind(1, x), cbind(model.matrix(~ 0 + g), x))))
  k <- length(groups)
  for (index in seq_len(k)) {
    weights <- c(as.numeric(seq_len(k) == index), colMeans(x))
    made <- c(made, prefix(paste0("mean", index), contrast(full, weights)))
  }
  if (k == 2) made <- c(made, prefix("difference", contrast(full, c(1, -1, 0 * colMeans(x)))))
  add(dataset, "ancova", text, made)
}
adjusted("anorexia", "postwt:treat::prewt")
adjusted("tooth_growth", "len:supp:VC:dose")
adjusted("warpbreaks", "breaks:wool:A:tension")
adjusted("warpbreaks", "breaks:tension::wool")
adjusted("survey", "pulse:sex:Male:age,height,exer")
adjusted("survey", "height:sex:Female:wr_hnd,nw_hnd")   # covariates that nearly coincide
adjusted("infert", "age:status:control:parity,education")

interacting <- function(dataset, text) {
  parts <- strsplit(text, ":", fixed = TRUE)[[1]]
  covariates <- if (length(parts) > 4) strsplit(parts[5], ",", fixed = TRUE)[[1]]
  d <- read(dataset)[c(parts[1], parts[2], parts[4], covariates)]
  d <- d[complete.cases(d), ]
  groups <- sort(unique(d[[2]]))
  if (parts[3] != "") groups <- c(setdiff(groups, parts[3]), parts[3])
  g <- factor(d[[2]], levels = groups)
  m <- factor(d[[3]], levels = sort(unique(d[[3]])))
  cells <- model.matrix(~ 0 + g:m)
  plain <- model.matrix(~ g + m)
  x <- if (length(covariates)) model.matrix(reformulate(covariates), d)[, -1, drop = FALSE]
  y <- d[[1]]
  full <- lm(y ~ 0 + cbind(cells, x))
  less <- lm(y ~ 0 + cbind(plain, x))
  made <- c(n = nrow(d), f_test(less, full))
  stopifnot(near(made[c("statistic", "p")], f_again(y, cbind(plain, x), cbind(cells, x))))
  if (length(groups) == 2) {
    for (index in seq_along(levels(m))) {
      weights <- numeric(length(coef(full)))
      # model.matrix runs through the groups first
      weights[2 * index - 1] <- 1
      weights[2 * index] <- -1
      one <- contrast(full, weights)
      if (!length(covariates)) {
        means <- tapply(y, list(g, m), mean)
        stopifnot(near(one["mean"], means[1, index] - means[2, index]))
      }
      made <- c(made, prefix(paste0("level", index), c(n = sum(m == levels(m)[index]), one)))
    }
  }
  add(dataset, "interaction", text, made)
}
interacting("tooth_growth", "len:supp:VC:dose")
interacting("warpbreaks", "breaks:wool:B:tension")
interacting("warpbreaks", "breaks:tension::wool")
interacting("survey", "pulse:sex:Male:exer:age,height")
interacting("infert", "age:status:control:education:parity")

stuart_maxwell <- function(text) {
  cells <- strsplit(text, ";", fixed = TRUE)[[1]]
  table <- do.call(rbind, lapply(strsplit(cells, ",", fixed = TRUE), as.numeric))
  before <- rowSums(table)
  after <- colSums(table)
  moved <- which(before + after - 2 * diag(table) > 0)
  kept <- moved[-1]
  d <- (before - after)[kept]
  v <- -(table + t(table))[kept, kept, drop = FALSE]
  diag(v) <- (before + after - 2 * diag(table))[kept]
  q <- drop(d %*% solve(v, d))
  c(statistic = q, df = length(kept), p = pchisq(q, length(kept), lower.tail = FALSE))
}
stuart <- "1520,266,124,66;234,1512,432,78;117,362,1772,205;36,82,179,492"
stopifnot(abs(stuart_maxwell(stuart)["statistic"] - 11.96) < 0.005)
two <- stuart_maxwell("10,7;2,5")                # McNemar without correction
stopifnot(near(two["statistic"], 25 / 9),
          near(two["p"], mcnemar.test(matrix(c(10, 2, 7, 5), 2), correct = FALSE)$p.value))
for (text in c(stuart, "35,5,0;15,20,5;10,5,5", "10,7;2,5", "3,1,0,0;0,4,0,0;2,0,5,0;0,0,0,6"))
  add("counts", "stuart_maxwell", text, stuart_maxwell(text))

golden <- do.call(rbind, rows)
golden <- golden[order(golden$dataset, golden$kind, golden$variables,
                       golden$statistic, method = "radix"), ]
comma <- grepl(",", golden$variables, fixed = TRUE)
golden$variables[comma] <- paste0("\"", golden$variables[comma], "\"")
con <- file(file.path(here, "adjusted.csv"), open = "wb")
writeLines(c(paste(names(golden), collapse = ","), do.call(paste, c(unname(golden), sep = ","))),
           con, sep = "\n", useBytes = TRUE)
close(con)
cat(nrow(golden), "golden values\n")

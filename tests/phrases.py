"""Phrases as abstracts have them: digits that are no results, and digits that are."""

CLEAN = """
Needles were placed at L5-S1 under CT guidance.
The lesion involved S1, S2 and the left sacral ala.
Vertebrae from T12 to L4 were treated.
Levels T8–T10 and L1/L2 were imaged.
Imaging was done at 1.5 T with a spine coil.
MRI was performed on a 3-T unit.
MRI was performed at 3.0 T.
An 11-gauge bone needle was advanced.
We used 11- and 13-gauge needles.
A two-tailed paired t test was used.
All tests were two-sided.
A one-way analysis of variance was planned.
CA 19-9 was raised.
CA-125 and CA 15-3 were normal.
COVID-19 delayed recruitment.
Interleukin-6 (IL-6) was not measured.
HbA1c was recorded.
HER2-positive tumors were excluded.
The Ki-67 index was unknown.
Patients were enrolled from January 2009 to December 2011.
The series was presented in 2012.
Data from 2009-2011 were reviewed.
The database was locked on 12 March 2011.
The database was locked on March 12, 2011.
The protocol was approved (IRB 2012-0345).
Approved by the ethics committee (approval number HSC20090123H).
The trial was registered at ClinicalTrials.gov (NCT01234567).
Trial registration: ISRCTN12345678.
EudraCT 2015-001234-12.
PROSPERO CRD42020123456.
Department of Radiology, 7703 Floyd Curl Drive, San Antonio, TX 78229.
Klinikum der Universität, D-79106 Freiburg, Germany.
Hospital, London SW1A 1AA, United Kingdom.
San Francisco, CA 94143-0628.
Pain was rated on a visual analog scale from 0 (no pain) to 10 (worst pain).
Pain was rated on a 0-10 numeric rating scale.
A 0 to 100 scale was used in the survey.
Pain was rated on a 10-point scale.
Scores range from 0 to 100; higher scores mean worse function.
Follow-up visits were at 1, 3, and 6 months.
Patients were seen within 24 hours and at 2 weeks.
Patients were seen two weeks after treatment and at twelve months.
Opioids were stopped for 48 h before imaging, and for 7 days after it.
Patients aged 18 years or older were eligible.
Patients ≥ 18 years were eligible.
Adults aged 18 to 80 years with severe pain were included.
Patients older than 65 years had a bone density scan.
Limits are 95% confidence intervals.
Values are given with 95% CIs.
Two-sided exact 95% confidence limits are given.
P < .05 was considered statistically significant.
A P value less than 0.05 was considered to indicate a significant difference.
P values of less than .05 were regarded as significant.
The significance level was set at 5%.
The level of significance was .05.
Statistical significance was set at P ≤ 0.05.
The study had 80% power at a two-sided alpha of 0.05.
Power was 90% to detect a difference.
Analyses were done with R version 4.4.1.
Analyses were done with SPSS Statistics 25 (IBM).
We used Python 3.12 and Stata 17.
See Figure 1 and Table 2.
See Figs. 2a and 2b, and Supplementary Table 3.
Details are in section 2.1 and appendix 4.
Lesions were grade 3 or 4 at baseline.
ECOG performance status 0-1 was required.
Complications were graded by CTCAE 5.0.
Complications of CIRSE grade 3 or higher were major.
ASA class 3 was no contraindication.
Phase 2/3 trials were not found.
Radiotherapy gave 30 Gy in 10 fractions.
CT used 120 kV and 200 mAs with 1-mm sections.
Images had a 512 × 512 matrix and a 24-cm field of view.
Patients were matched 2:1 by age.
Saline was given at 2 mL/s before contrast.
Dexamethasone 4 mg was given before the procedure.
Pressure was kept below 20 mmHg.
The room was kept at 21 °C.
Fluorine-18 (18F-FDG) and 99mTc bone scans were read.
3D reconstructions and 2D views were made.
Two radiologists read all images in two sessions.
Three readers were blinded to outcome.
Images in two planes were obtained.
The two groups were compared.
The study was done in five centers.
It was done at 5 hospitals in 2 countries.
Questionnaires were the SF-36 and the EQ-5D-5L.
The 25th and 75th percentiles are given.
Response was defined as a decrease of at least 2 points or 30%.
The minimal important difference was 1.5 points.
A cutoff of 4 points was used.
The dose was 5 mg/kg twice a day.
Opioids were taken up to 4 times a day.
Rates are per 1000 person-years.
Coded as ICD-10 code C79.5.
Recruitment was open 24 hours a day.
See https://example.org/10 and doi 10.1000/182.
Write to a1@example.org or call +1 210 567 5564.
The first author was not blinded to the second reading.
Cement was polymethyl methacrylate (PMMA) mixed for 90 s.
Bone marrow edema was seen on T1- and T2-weighted images.
The lesion was 3 cm or larger in 2 dimensions.
The area was 4 cm^2^ and the gas CO~2~ was not used.
The code was frozen at version 0.1.0.
Day 30 mortality was recorded.
The six-week visit was by telephone.
In one patient follow-up ended early.
Radiographs were obtained with the patient standing, at 110 kVp and a distance of 180 cm.
The trial was powered to detect a difference of 2 points with 90% power.
Sample size was calculated assuming a standard deviation of 2.5 points.
To detect a mean difference of 1.5 points with a standard deviation of 2.5, 80% power and an alpha of 0.05 were assumed.
A dropout rate of 10% was assumed.
A P value below .05 indicated statistical significance.
Two-tailed P values less than .05 were considered significant.
Bonferroni correction gave a significance level of .0167.
The threshold for statistical significance was P < .05.
Interobserver agreement was graded as slight (0-0.20), fair (0.21-0.40), moderate (0.41-0.60), substantial (0.61-0.80), and almost perfect (0.81-1.00).
Kappa values of 0.61-0.80 were considered substantial agreement.
ICC values less than 0.5, between 0.5 and 0.75, between 0.75 and 0.9, and greater than 0.90 were taken as poor, moderate, good, and excellent.
The Oswestry Disability Index ranges from 0 to 100.
The Karnofsky performance status ranges from 0 to 100 in steps of 10.
Pain was scored on an 11-point numeric rating scale (0 = no pain, 10 = worst pain imaginable).
Satisfaction was rated on a 5-point Likert scale (1, very dissatisfied; 5, very satisfied).
Left ventricular ejection fraction below 40% was an inclusion criterion.
Patients with an ejection fraction of 35% or less were eligible.
Inclusion criteria were age of 18 years or older, pain score of at least 4, and life expectancy of more than 3 months.
Patients with a VAS score of 4 or higher were included.
Exclusion criteria were platelet count below 50 × 10^9^/L and INR above 1.5.
A platelet count less than 50,000/μL was a contraindication.
Coagulopathy (INR > 1.5, platelets < 50 000/mm³) was corrected.
Patients with a body mass index above 40 kg/m² were excluded.
Osteoporosis was defined as a T-score of -2.5 or lower.
The T-score threshold was −2.5.
Gadobutrol (0.1 mmol/kg) was given.
Section thickness was 0.625 mm with a pitch of 0.984:1.
Repetition time/echo time was 4000/90 msec.
Diffusion-weighted images had b values of 0, 400, and 800 s/mm^2^.
A b value of 1000 s/mm² was used.
A 10-F sheath and a 0.035-inch guidewire were used.
Skin was infiltrated with 10 mL of 1% lidocaine.
Local anesthesia was with lidocaine 2% and bupivacaine 0.25%.
Heparin 5000 IU was given.
The catheter was flushed with 0.9% saline.
Sections were fixed in 10% formalin and stained for CD138.
The cement contained 30% barium sulfate.
Capecitabine 1000 mg/m^2^ was given twice daily on days 1-14 of a 21-day cycle.
A serum level of CA 15-3 above 25 U/mL was abnormal.
Prostate-specific antigen above 4 ng/mL led to biopsy by protocol.
Tumors were staged by the AJCC 8th edition.
Gleason 3 + 4 disease was included.
PD-L1 expression of 50% or more was required.
HER2 status was 2+ or 3+ by immunohistochemistry.
Ki-67 above 20% was considered high.
Assessments were at baseline, 1 week, 1 month, 3 months, and 12 months.
Follow-up of at least 12 months was required.
A minimum follow-up of 2 years was required.
Patients with less than 6 months of follow-up were excluded.
The washout period was 2 weeks.
Symptoms had to have lasted for at least 6 weeks.
Patients treated in 2009 to 2011 were reviewed.
The protocol was approved under number EK 123/2009.
Address: Hauptstrasse 12, 8091 Zürich, Switzerland.
Address correspondence to 1365 Clifton Road NE, Atlanta, GA 30322.
ORCID 0000-0002-1825-0097.
GraphPad Prism 9 and MedCalc 19.1 were used.
Patients were randomized 1:1 in blocks of 4 and 6.
Propensity scores were matched 1:1 with a caliper of 0.2.
Missing values were imputed 20 times.
Bootstrap intervals used 2000 resamples.
Intervals are based on 10,000 bootstrap replicates.
A 10-fold cross-validation was used.
The data were split 80:20 into training and test sets.
The network was trained for 100 epochs with a batch size of 16 and a learning rate of 0.001.
Readers had 5, 10, and 20 years of experience.
Two board-certified radiologists with 8 and 15 years of experience read the images.
One reader (more than 10 years of experience) performed all readings.
Children under 16 years of age were excluded.
Pregnant women and patients under 18 were excluded.
Patients between 18 and 75 years of age were eligible.
Door-to-balloon time under 90 minutes was the target.
CHA2DS2-VASc was calculated.
A maximum standardized uptake value above 2.5 was considered positive.
Effective dose was estimated with a factor of 0.015 mSv/mGy·cm.
See Supplemental Digital Content 2.
Alpha was 0.05 and beta was 0.20.
A noninferiority margin of 10 percentage points was prespecified.
A 2-point difference was considered clinically important.
A decrease of 30% or more was considered a response.
The minimal clinically important difference of the VAS is 1.4 points.
Responders were patients with at least 50% pain reduction.
Success was a fall of at least 50% in VAS at 3 months.
Treatment success was defined as at least 50% pain relief, or a VAS score of 3 or lower, at 3 months.
Severe pain was defined as a VAS score of 7 or more.
Vertebral height loss of more than 20% was graded as moderate.
Augmentation is one of two options for painful fractures.
Patients with more than three fractured levels, or an INR above 1.5, were excluded.
The two treatments should be compared.
Patients should be told three things.
A Cochrane review (21 trials) questioned the benefit.
We thank 3 anonymous reviewers, and the 12 nurses of ward 4B.
*Word count:* 249. *Tables:* 1. *Figures:* 2.
The protocol was approved (EK-Nr. 2018/417; amendment 2, June 14, 2019).
Phone +49 89 4400 0, fax -123.
Augmentation costs €3200 vs €800 in our country.
Honoraria were less than €5000.
Fractures had to be <8 weeks old.
Visits took place at 6 weeks and 3 months (±2 weeks).
Second, six months is short; a follow-up of 2 years is under way.
By the rule of three, zero events in 300 patients would be needed.
The Taylor brace, in use since 1863, was not used.
Adults with NRS ≥4 underwent augmentation.
The ODI comprises 10 items scored 0–5 each and is a percentage (0%, no disability; 100%, bedbound).
The Oswestry Disability Index (ODI) (0%–100%) was secondary.
Stenosis was mild (10%–33%), moderate (34%–66%), or severe (>66%).
A retropulsed fragment over 20% of the canal and a fever were excluded.
We calculated that 26 participants per arm would give 80% power.
To detect a 1.5-point difference, a common SD of 1.9 was taken from a pilot.
At a two-sided α of 5%, allowing for 15% dropout, we planned to enroll 31 per arm.
Zoledronic acid was given if the T-score was below −2.5.
A difference of 2 points is the minimal clinically important difference.
Pulsed fluoroscopy ran at 7.5 frames per second.
Hospitals that perform fewer than 20 procedures a year should refer patients.
Generalizability to the other 15 federal states is limited.
Remifentanil 0.1–0.3 µg/kg/min and vitamin D3 1000 IU/d were given.
^18^F-FDG and ^99m^Tc were used.
""".strip().splitlines()

CAUGHT = """
VAS fell from 8.9 to 2.6.|8.9 2.6
The mean VAS score was 8.9 ± 1.0 before treatment.|8.9 1.0
Twenty patients had a malignant lesion.|Twenty
There were sixteen women.|sixteen
Of the 28 participants, 7 reported relief.|28 7
Relief was reported by 7 of 28 (25%).|7 28 25
Relief was reported by seven of the participants.|seven
The fall was significant (*P* < .001).|.001
The fall was significant (P<0.0001).|0.0001
The mean age was 70 years (n = 28).|70 28
A 28-patient series is small.|28
Bone cement was 6.2 mL on average.|6.2
Mean fall 6.3 (95% CI, 5.7-6.9).|6.3 5.7 6.9
A fall of 6.3 points, 95% CI 5.7 to 6.9, was found.|6.3 5.7 6.9
Malignant lesions were found in 57 percent.|57
In 7/28 the pain was gone.|7 28
An 8.9-point score fell.|8.9
The score was 8,9.|8,9
Complete relief in 25 % of them.|25
12 men took part.|12
Fifteen metastases were treated.|Fifteen
There were 12,345 screened.|12,345
The lesions measured 34 mm on average.|34
Mean lesion size was 34 mm.|34
The mean lesion diameter was 3.4 cm (range, 1.2-6.1 cm).|3.4 1.2 6.1
The median procedure time was 42 min.|42
Median follow-up was 14 months (range, 3-36 months).|14 3 36
Mean follow-up was 14.3 months.|14.3
Patients were followed for a mean of 14 months.|14
Patients were followed for 14.3 months.|14.3
The dose was 30 ± 5 Gy.|30 5
In the first year 7 patients died.|7
In the treatment group 12 patients had relief.|12
The control group 14 patients were older.|14
In 2012 patients were enrolled, and 2000 patients were screened.|2000
A total of 1985 participants were screened.|1985
The fall in VAS (P < .001) was statistically significant.|.001
The P value was .03.|.03
Relief, defined as a fall of at least 2 points, was seen in 7 of 28 patients (25%).|7 28 25
Complete relief (defined as VAS 0) occurred in 7 (25%) patients.|7 25
Response was defined as a fall of 30% and was seen in 16 patients.|16
Approval was obtained and 28 patients were enrolled.|28
Of these, 7 may benefit.|7
In May 12 patients were treated.|12
Of 28 may be 7.|28 7
Twelve were women and sixteen were men.|Twelve sixteen
Seven of the patients had relief.|Seven
Seven had complete relief.|Seven
There were 47 levels treated.|47
Thirty-four sessions were needed.|Thirty-four
The male-to-female ratio was 12:16.|12 16
Pain was 2.3 times higher.|2.3
A 6-point fall in VAS was seen.|6
A 3-fold increase was seen.|3
A 25-percent reduction was seen.|25
Patients were aged 46 to 88 years.|46 88
The volume was 6.2 ml per level.|6.2
The volume was 6.2mL.|6.2
The volume was 6.2 cc.|6.2
The volume was 6.2 to 7.1 mL.|6.2 7.1
Confidence was 4.2 in reader 1.|4.2
The score fell from 8.9 at baseline to 2.6 at 1 month.|8.9 2.6
Pain scores ranged from 7 to 10 before treatment.|7 10
At 3 months 12 patients were pain-free.|12
In group 1, 12 had relief.|12
On day 7 patients were discharged; 5 stayed.|5
Mean hospital stay was 2 days.|2
Power analysis of our 28 patients was not done.|28
Sixteen (57%) of 28 lesions were malignant.|Sixteen 57 28
More than 90% of our patients improved.|90
The reference standard was positive in 25 patients.|25
The file of each patient had 12 entries.|12
A mean of 6.3points was lost.|6.3
Per patient 3 needles were used.|3
Each patient 12 tablets took.|12
A score of 0 and 10 patients without relief were seen.|0 10
Of the 28, 7 or more had relief.|28
At least 50% of patients had relief.|50
More than 90% of patients were included in the analysis.|90
In 25% of patients relief was considered good.|25
Seven patients were considered responders, 21 were not.|Seven 21
After exclusion criteria were applied, 28 patients remained.|28
Inclusion criteria were met by 28 patients.|28
The 28 patients who met the inclusion criteria were women in 57%.|28 57
Relief lasted 14 months or longer in 7 patients.|14 7
Ablation needed 12 mL on average, and the lidocaine was not counted.|12
Blood loss was 150 mL and saline was given.|150
The fall was 6.3 (P < .001); P < .05 was considered significant.|6.3 .001
With 28 in group 1 and 30 in group 2, the study was small.|28 30
The mean margin was 3.2 mm.|3.2
The mean difference was 2.1 points.|2.1
The number of levels was 47.|47
A decrease of 6.3 or more precisely 6.31 was seen.|6.31
The ICC was 0.93 (0.86-0.97).|0.93 0.86 0.97
Of 2012 screened, 28 were included.|28
Relief was defined as VAS 3 or lower; 16 patients met it.|16
Responders, defined as those with a fall of at least 30%, were 16 of 28.|16 28
The power of the test was 0.8 and its P was .04.|0.8 .04
The 5-year survival was 43%.|43
Stenosis was graded as mild (35%), moderate (18%), or severe (10%).|35 18 10
Women accounted for 55% of the patients.|55
The NRS was 6 (0–10) after treatment.|6 0 10
Pain (range, 0–10) was relieved.|0 10
The mean cost was €3200.|3200
Of those with NRS ≥4, 34 had leakage.|34
The delay was 12 ± 2 weeks.|12 2
In the review, 21 patients were found.|21
More than three infections were seen.|three
The fall was 2 points (95% CI, 1 to 3).|2 1 3
The fragment filled over 20% of the canal in 34 patients.|20 34
We enrolled 31 per arm.|31
The T-score was 2.5.|2.5
The difference of 2.3 points was the largest.|2.3
Amendment 34 patients signed.|34
Sixteen per cent had leakage.|Sixteen
A sixty-two-patient series is small.|sixty-two
1985 patients were screened.|1985
The mean age was ^61.2^ years and ~61.2~ then.|61.2 61.2
It was found (P = 3 × 10^-5^).|3
""".strip().splitlines()

LANGUAGES = {
    "de": (
        """
Die Nadeln wurden auf Höhe L5/S1 unter CT-Kontrolle platziert.
Die MRT erfolgte bei 1,5 T.
Die Schmerzen wurden auf einer Skala von 0 bis 10 angegeben.
Ein Signifikanzniveau von 5 % wurde festgelegt.
Angegeben sind 95%-Konfidenzintervalle.
Nach 1, 3 und 6 Monaten wurde nachuntersucht.
Die Datenbank wurde am 12. März 2011 geschlossen.
Siehe Abb. 2a und Tabelle 3.
Zwei Radiologen lasen alle Bilder.
Der Grad 3 nach CTCAE war selten.
Bei einem T-Score unter −2,5 wurde behandelt.
""",
        """
Der Wert fiel von 8,9 auf 2,6.|8,9 2,6
Bei 7 von 28 Patienten (25 %) war der Schmerz weg.|7 28 25
Sechzehn Frauen nahmen teil.|Sechzehn
Im Mittel waren es 6,2 mL Zement.|6,2
Die mittlere Größe war 34 mm.|34
Der mittlere T-Score war −2,5.|−2,5
""",
    ),
    "fr": (
        """
Les aiguilles ont été placées en L5-S1.
L'IRM a été réalisée à 1,5 T.
La douleur était cotée sur une échelle de 0 à 10.
Le seuil de significativité était fixé à 5 %.
Un intervalle de confiance à 95 % est donné.
Les visites ont eu lieu à 1, 3 et 6 mois.
La base a été close le 12 mars 2011.
Voir la figure 2a et le tableau 3.
""",
        """
Le score est passé de 8,9 à 2,6.|8,9 2,6
Un soulagement a été noté chez 7 patients sur 28 (25 %).|7 28 25
Seize femmes ont participé.|Seize
Le volume moyen était de 6,2 mL.|6,2
La taille moyenne était de 34 mm.|34
""",
    ),
    "es": (
        """
Las agujas se colocaron en L5-S1.
La RM se realizó a 1,5 T.
El dolor se midió en una escala de 0 a 10.
El nivel de significación fue de 0,05.
Se da el intervalo de confianza del 95 %.
Las visitas fueron a los 3 y 6 meses.
La base se cerró el 12 de marzo de 2011.
Véase la figura 2a y la tabla 3.
""",
        """
La puntuación bajó de 8,9 a 2,6.|8,9 2,6
Hubo alivio en 7 de 28 pacientes (25 %).|7 28 25
Dieciséis mujeres participaron.|Dieciséis
El volumen medio fue de 6,2 mL.|6,2
""",
    ),
    "it": (
        """
Gli aghi sono stati posti a L5-S1.
La RM è stata eseguita a 1,5 T.
Il dolore era misurato su una scala da 0 a 10.
Il livello di significatività era 0,05.
È dato l'intervallo di confidenza al 95%.
Le visite erano a 1, 3 e 6 mesi.
La base è stata chiusa il 12 marzo 2011.
Si veda la figura 2a e la tabella 3.
""",
        """
Il punteggio è sceso da 8,9 a 2,6.|8,9 2,6
Il sollievo è stato visto in 7 pazienti su 28 (25%).|7 28 25
Sedici donne hanno partecipato.|Sedici
Il volume medio era di 6,2 mL.|6,2
""",
    ),
    "pt": (
        """
As agulhas foram colocadas em L5-S1.
A RM foi feita a 1,5 T.
A dor foi medida numa escala de 0 a 10.
O nível de significância foi de 0,05.
É dado o intervalo de confiança de 95%.
As visitas foram aos 3 e 6 meses.
A base foi fechada em 12 de março de 2011.
Veja a figura 2a e a tabela 3.
""",
        """
A pontuação caiu de 8,9 para 2,6.|8,9 2,6
Houve alívio em 7 de 28 pacientes (25%).|7 28 25
Dezasseis mulheres participaram.|Dezasseis
O volume médio foi de 6,2 mL.|6,2
""",
    ),
}
LANGUAGES = {
    lang: (clean.strip().splitlines(), caught.strip().splitlines())
    for lang, (clean, caught) in LANGUAGES.items()
}

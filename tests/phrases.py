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
Consecutive adults referred for coronary CT angiography between March 2016 and May 2019 were screened.
Patients with an estimated glomerular filtration rate below 30 mL/min/1.73 m² were excluded.
Patients with an eGFR <30 mL/min/1.73 m^2^ did not receive contrast material.
Hypertension was defined as a blood pressure of 140/90 mmHg or higher or the use of antihypertensive drugs.
Systolic blood pressure was measured three times, and the last two readings were averaged.
Aspirin 75–100 mg daily was continued throughout the study.
Patients received clopidogrel (600 mg loading dose, then 75 mg daily).
Unfractionated heparin was given to reach an activated clotting time of 250 to 300 seconds.
Stenosis of more than 50% of the luminal diameter was regarded as obstructive.
A coronary artery calcium score above 400 Agatston units was considered high.
Myocardial infarction was defined by the Fourth Universal Definition.
Troponin T was measured at 0, 1, and 3 hours after presentation.
The upper reference limit of troponin (99th percentile) is 14 ng/L.
Left ventricular ejection fraction was determined by the biplane Simpson method.
Heart failure was classified as HFrEF (LVEF ≤40%), HFmrEF (LVEF 41%–49%), or HFpEF (LVEF ≥50%).
Patients in NYHA class III or IV were eligible.
The CHA2DS2-VASc score ranges from 0 to 9.
Atrial fibrillation lasting longer than 30 seconds counted as recurrence.
A blanking period of 3 months was applied after ablation.
The ablation index target was 400 at the posterior wall and 550 at the anterior wall.
Pembrolizumab 200 mg was given intravenously every 3 weeks for up to 35 cycles.
Carboplatin was dosed to an area under the curve of 5 mg/mL/min.
Paclitaxel at 80 mg/m² was given on days 1, 8, and 15 of each 28-day cycle.
Tumor response was assessed by RECIST 1.1 every 8 weeks.
Progressive disease was defined as an increase of at least 20% in the sum of diameters.
Adverse events were graded with the Common Terminology Criteria for Adverse Events, version 5.0.
Patients were stratified by PD-L1 tumor proportion score (<1%, 1%–49%, or ≥50%).
Randomization was stratified by region, ECOG performance status (0 or 1), and number of prior lines (1 vs ≥2).
The planned radiation dose was 60 Gy in 30 fractions over 6 weeks.
A boost of 10 Gy was given to the tumor bed in women younger than 50 years.
Stereotactic radiotherapy was delivered with 54 Gy in 3 fractions for peripheral tumors.
The planning target volume received at least 95% of the prescribed dose.
The lung volume receiving 20 Gy or more (V20) was kept below 35%.
We assumed a hazard ratio of 0.70 for progression-free survival.
A total of 256 events would provide 90% power at a two-sided significance level of 0.025.
The trial required 331 primary events.
Assuming 20% mortality in the control group, 410 patients per group were needed.
Allowing for a loss to follow-up of 10%, we aimed to include 120 patients.
An interim analysis was planned after 50% of the events had occurred.
The O'Brien–Fleming boundary at the second interim analysis was P = .014.
Two-sided P values below 0.01 were taken as evidence against the null hypothesis.
Variables with P < 0.10 in univariable analysis entered the multivariable model.
Variables with a P value of less than .2 were entered into the model by backward elimination.
Variance inflation factors above 5 indicated collinearity.
Models with at least 10 events per variable were fitted.
Restricted cubic splines with 4 knots were used.
Knots were placed at the 5th, 35th, 65th, and 95th percentiles.
Hazard ratios are given per 10-unit increase.
Odds ratios are expressed per 5-year increase in age.
Five-fold cross-validation was repeated 10 times.
The random forest had 500 trees with a maximum depth of 6.
The Adam optimizer was used with an initial learning rate of 1 × 10^-4^.
Images were resampled to an isotropic voxel size of 1 mm³.
Chest CT was reconstructed with a section thickness of 1.25 mm and a B60 kernel.
Iohexol (350 mg of iodine per milliliter) was injected at 4 mL/s.
Nodules were classified as solid, part-solid, or ground-glass according to Lung-RADS 1.1.
BI-RADS categories 4 and 5 were considered positive.
PI-RADS 3 lesions were not biopsied.
Liver lesions were assigned LR-3, LR-4, or LR-5.
An apparent diffusion coefficient below 1.0 × 10^-3^ mm²/s was regarded as restricted diffusion.
Ultrasound was done with a 5–12 MHz linear probe.
Shear-wave elastography values above 7.1 kPa indicated at least F2 fibrosis.
Radiologists had between 4 and 22 years of experience in breast imaging.
Reader 2 was blinded to the reading of reader 1.
A third reader resolved disagreements in weekly meetings.
Cases were read in two sessions at least 4 weeks apart.
Kappa was interpreted by the scale of Landis and Koch: 0.81–1.00, almost perfect.
Laparoscopy was performed with a pneumoperitoneum of 12 mmHg through four trocars.
Cefazolin 2 g was given within 60 minutes before incision.
Complications within 30 days were graded by Clavien–Dindo, and grades IIIa or higher were major.
Complications within 90 days of surgery were recorded.
Low-molecular-weight heparin was continued for 28 days.
Fascia was closed with 2-0 slowly absorbable sutures in a 4:1 suture-to-wound-length ratio.
The tourniquet was inflated to 300 mm Hg.
Patients with a body mass index of 35 kg/m² or more were offered surgery.
The surgeon had performed more than 100 such procedures before the study.
All operations were done by one of three surgeons.
The graft was tensioned at 20° of flexion with 80 N.
Intraoperative blood loss above 500 mL was defined as major.
Depression was diagnosed with the Structured Clinical Interview for DSM-5.
A score of 14 or higher on the 17-item Hamilton Depression Rating Scale was required.
Remission was defined as a HAM-D score of 7 or less at week 8.
The PHQ-9 has nine items, each scored from 0 to 3.
Scores on the Beck Depression Inventory of 0–13, 14–19, 20–28, and 29–63 denote minimal, mild, moderate, and severe depression.
A GAD-7 score ≥10 was used as the cutoff for anxiety.
Participants attended 12 weekly sessions of 50 minutes.
Escitalopram was started at 10 mg and raised to 20 mg after two weeks.
Repetitive transcranial stimulation was applied at 10 Hz and 120% of the resting motor threshold.
The Mini-Mental State Examination score had to be above 24.
Children aged 6 months to 5 years with fever were eligible.
Infants born before 32 weeks of gestation or with a birth weight below 1500 g were included.
Newborns with a 5-minute Apgar score below 7 were excluded.
Gestational age at birth was between 24+0 and 31+6 weeks.
Amoxicillin was dosed at 45 mg/kg twice daily for 5 days.
Fever was defined as a rectal temperature of 38.0 °C or higher.
Obesity was defined as a BMI at or above the 95th percentile for age and sex.
Short stature was a height more than 2 SD below the mean.
Children were seen at 4, 8, and 12 months of age (window, ±14 days).
Vaccines were given at 2, 4, and 12 months.
Parents completed the 25-item Strengths and Difficulties Questionnaire.
Caffeine citrate (20 mg/kg, then 5–10 mg/kg per day) was given to all preterm infants.
Blood was drawn after an overnight fast of at least 8 hours.
Samples were centrifuged at 3000 × g for 10 minutes and stored at −80 °C.
Serum was aliquoted and kept at -20°C until analysis.
The intra-assay coefficient of variation stated by the manufacturer is 3.5%.
The manufacturer's limit of detection is 0.01 ng/mL.
PCR comprised 40 cycles of 95 °C for 15 s and 60 °C for 1 min.
Primers were used at a concentration of 200 nM.
Cells were seeded at 1 × 10^5^ per well in 24-well plates.
Antibodies were diluted 1:200 and incubated overnight at 4 °C.
Slides were digitized at ×40 magnification with a pixel size of 0.25 µm.
Membranes with a cutoff of 10 kDa were used.
A Ct value below 35 was considered positive.
DNA was quantified at 260/280 nm.
Hemoglobin below 13 g/dL in men and below 12 g/dL in women defined anemia.
HbA1c of 6.5% (48 mmol/mol) or more was diagnostic of diabetes.
The reference interval for potassium is 3.5–5.1 mmol/L.
The UK Biobank recruited participants aged 40 to 69 years.
Deaths were identified by ICD-10 codes I20–I25 and I60-I69.
Participants were followed until death, emigration, or 31 December 2020, whichever came first.
Incidence is given per 100,000 person-years.
Alcohol intake was converted to units of 8 g of ethanol.
Energy intakes below 500 or above 3500 kcal per day were regarded as implausible.
Exposure to fine particulate matter (PM2.5) was estimated on a 1-km grid.
Sensitivity analyses excluded the first 2 years of follow-up.
E-values and 95% CIs were calculated.
Controls were matched 4:1 by age (±2 years) and sex.
We followed the STROBE checklist of 22 items.
I² values of 25%, 50%, and 75% were taken as low, moderate, and high heterogeneity.
Searches of four databases were run on 14 January 2022.
Two reviewers screened titles, and a third settled conflicts.
The study was approved by the Ethics Committee of Canton Zurich (BASEC 2019-01234).
Approval was obtained from the institutional review board (protocol 16-1234).
The Regional Committee approved the study (REK 2014/1195).
The need for consent was waived under 45 CFR 46.116.
The study followed the Declaration of Helsinki as revised in 2013.
Data were handled in line with Regulation (EU) 2016/679.
This work was funded by the National Institutes of Health (R01 HL123456 and K23 DK098765).
Funding: Deutsche Forschungsgemeinschaft, grant 123456789; Swiss National Science Foundation, 32003B_176123.
Supported by the European Union's Horizon 2020 program under grant agreement No 825903.
The funder paid a stipend of $2000 per month.
Reprints: Dr. A. Miller, 1 Hospital Drive, Columbia, MO 65212.
Correspondence to: Department of Cardiology, Rigshospitalet, Blegdamsvej 9, 2100 Copenhagen, Denmark.
Correspondence: P.O. Box 9600, 2300 RC Leiden, the Netherlands.
Via Olgettina 60, 20132 Milan, Italy.
3-1-1 Maidashi, Higashi-ku, Fukuoka 812-8582, Japan.
Tel: 301-496-4000; fax: 301-402-0000.
Level of evidence: 3.
Therapeutic study, level IV.
Abbreviations: T1WI, T1-weighted imaging; FEV~1~, forced expiratory volume in 1 second.
EQ-5D = EuroQol 5-dimension questionnaire, MACE = major adverse cardiac events, 6MWT = 6-minute walk test.
Values are medians, with 25th and 75th percentiles in brackets.
Percentages may not add up to 100 because of rounding.
To convert creatinine to mg/dL, divide by 88.4.
To convert glucose from mmol/L to mg/dL, multiply by 18.
* P < .05; ** P < .01; *** P < .001.
Asterisks mark P < .05 (*) and P < .01 (**).
Scores of the Oswestry Disability Index are out of 100; higher scores mean more disability.
Bars show 95% confidence intervals, and the dashed line a ratio of 1.
Boxes show the interquartile range; whiskers extend to 1.5 times the interquartile range.
Figure 3. Kaplan–Meier curves with numbers at risk below, censored at 60 months.
The scale bar is 50 µm; hematoxylin and eosin, ×200.
Sacral insufficiency fractures were first described in 1982.
Bone is the third most common site of metastases.
A few case reports and two small series have been published so far.
Only one of the two randomized trials had a sham group.
Since the 1980s, cement has been injected into vertebral bodies.
In the 21st century, minimally invasive techniques have spread.
First, the sample was small; second, only two centers took part; third, follow-up ended at 1 month.
A randomized trial with 12 months of follow-up is needed.
A number needed to treat of 5 would justify the procedure.
A future trial would need about 200 participants per group to detect a difference of 1 point.
Guidelines recommend treatment within 4.5 hours of symptom onset.
The recommended daily intake of vitamin D is 800 IU.
The device has been approved by the FDA since 2004 under section 510(k).
A $20 gift card was offered for each visit.
Data collection took place in Boston, MA, 02115.
The trial ran from 1 February 2015 through 30 June 2018 at 14 hospitals in the Netherlands.
Nurses called participants on days 1, 7, and 30.
Diaries were kept for seven consecutive days.
The intervention consisted of eight group sessions and one booster session.
The sample was divided into thirds of the propensity score.
Doses were converted to oral morphine equivalents; 25 µg/h of transdermal fentanyl equals 60 mg per day.
Zoledronic acid 4 mg was infused over 15 minutes.
Patients were observed for 2 h after the procedure and discharged the same day.
The needle was advanced at an angle of 30–45° to the skin.
Cement viscosity is highest 6 to 8 minutes after mixing.
Two cardiac radiologists (12 and 7 years of experience) measured all volumes.
The R2* cutoff for iron overload is 50 Hz.
The balloon was inflated to 14 atm for 20 s.
Stent diameters available are 2.25 to 4.0 mm.
Restenosis was defined as a diameter stenosis of 50% or greater.
Target LDL cholesterol was below 70 mg/dL (1.8 mmol/L).
Blood pressure targets were 130/80 mmHg for patients with diabetes.
Ticagrelor 90 mg twice daily was prescribed for 12 months.
Patients with QRS of at least 130 ms received a biventricular device.
Cisplatin (75 mg/m^2^) was given every 21 days for four cycles.
Trastuzumab was given for 1 year in all treatment plans.
Radiotherapy with 50.4 Gy in 28 fractions was planned.
Patients with stage T3–T4 or node-positive disease received chemotherapy first.
Ki-67 was dichotomized at 20%.
Resection margins of less than 1 mm were regarded as positive.
The estimated sample size was 88 patients per arm, for a power of 80% and a type I error of 5%.
We estimated that 190 deaths were needed to show a hazard ratio of 0.66.
A sample of 64 eyes would have 90% power to detect a difference of 2 letters.
The expected accrual was 15 patients a month.
A futility analysis was planned at 40% of the information.
False discovery rates below 5% were accepted (Benjamini–Hochberg).
Standardized differences below 0.1 were taken to indicate balance.
Covariates with more than 20% missing values were left out.
Effect sizes (Cohen d) of 0.2, 0.5, and 0.8 were regarded as small, medium, and large.
Correlation coefficients above 0.7 were considered strong.
The minimal clinically important difference of the KOOS is 8 to 10 points.
The DASH score ranges from 0 (no disability) to 100 (worst disability).
The Insomnia Severity Index (range, 0–28) was completed at home.
A reduction of 50% or more on the MADRS defined response.
Lithium levels were kept between 0.6 and 0.8 mmol/L.
Ketamine (0.5 mg/kg) was infused over 40 minutes on six occasions.
The Y-BOCS score had to be 16 or above at screening.
Adolescents 12 to 17 years old could take part with consent of a parent.
Preterm was defined as less than 37 completed weeks.
Neonates weighing under 1000 g were treated by protocol B.
Oxygen saturation was targeted at 91% to 95%.
Bilirubin was measured transcutaneously at 24, 48, and 72 h of life.
Height-for-age Z scores below −2 indicated stunting.
Urine cultures with 10^5^ colony-forming units per mL were positive.
Plasma was separated within 2 h and frozen at −70 °C.
The interassay coefficient of variation is below 8% according to the manufacturer.
Sections of 4 µm were stained and viewed at ×400.
RNA integrity numbers above 7 were required.
Variants with a minor allele frequency below 1% were removed.
The primary antibody (clone 22C3, dilution 1:50) was applied for 30 min.
Participants wore the accelerometer for 7 days and at least 10 hours a day.
Body mass index was grouped as <18.5, 18.5–24.9, 25–29.9, and ≥30 kg/m^2^.
Census data of 2011 gave the population at risk.
Follow-up began 1 year after diagnosis to avoid immortal time.
A washout of 14 days separated the two periods.
The cohort has been described before (cohort profile, 2014).
An E-value of 2 would mean that only a strong confounder could explain the result.
Ethics: KEK-ZH 2016-00123; consent was written.
The Danish Data Protection Agency approved the project (J. no. 2012-41-0633).
This research received grant 2016/22/E/NZ5/00123 from the National Science Centre.
ClinicalTrials.gov identifier, NCT02345678; registered 15 January 2015.
Email j.doe@uni.example; phone (415) 555-0100.
Rue de la Loi 200, 1049 Brussels, Belgium.
Oslo University Hospital, Postboks 4950 Nydalen, 0424 Oslo, Norway.
Level III evidence, retrospective cohort.
Note: one patient may have more than one event; percentages do not add up to 100%.
SI conversion: to convert albumin to g/L, multiply by 10.
ALT above 3 times the upper limit of normal stopped the drug.
Error bars are ±1 SD.
Dotted lines show the 95% limits of agreement.
Figure 1. MRI of a 54-year-old woman with breast cancer.
Panel B: STIR image, 6 months later.
In 1987, Galibert injected cement into a vertebra for the first time.
There are four limitations.
Third, 1 month is too short to see late fractures.
Larger studies with at least 100 patients are needed.
One session takes about an hour.
Sutures (3-0 nylon) were removed after 10 to 14 days.
The drain was left until output was less than 30 mL/day.
A pneumatic tourniquet at 250 mmHg was used for at most 2 hours.
The mesh overlapped the defect by 5 cm on all sides.
Two surgeons, each with over 200 laparoscopic resections, operated.
Robotic procedures used the four-arm system with an 8-mm camera.
Anesthesia was kept at a bispectral index of 40 to 60.
Postoperative pain was treated with morphine, 2 mg every 10 minutes, up to 20 mg in 4 h.
Intraocular pressure above 21 mmHg was treated.
Audiometry was done at 0.5, 1, 2, and 4 kHz.
Hearing loss was graded as mild (26–40 dB), moderate (41–60 dB), or severe (>60 dB).
Lung function was below 80% of the predicted value in candidates for the trial.
Sepsis was defined by a rise in the SOFA score of 2 points or more.
Vasopressors were titrated to a mean arterial pressure of 65 mmHg.
Patients with a Glasgow Coma Scale of 8 or less were intubated.
Dialysis was done three times a week for 4 hours with a flow of 300 mL/min.
Creatinine clearance was estimated by the Cockcroft–Gault formula.
Vaccination with two doses at least 21 days apart was required.
A positive test had to be repeated after 48 to 72 hours.
\\*P < .05, \\*\\*P < .01, \\*\\*\\*P < .001 vs baseline.
† P < .05; ‡ P < .01.
FEV~1~ is the forced expiratory volume in 1 s.
With the Bonferroni correction for 12 comparisons, P < .004 was needed.
Patients with a PSA level above 10 ng/mL underwent MRI before biopsy.
Two blinded assessors rated each video on a 4-point scale.
Tocilizumab (8 mg/kg, maximum 800 mg) was infused once.
Respiratory failure was a PaO2/FiO2 ratio of 300 or less.
Patients in shock received norepinephrine to keep mean arterial pressure above 65 mmHg.
A sample of 90 per group would give 85% power for a risk ratio of 0.6.
Participants were stratified according to age (<65 vs ≥65 years) and sex.
Radiofrequency ablation was done at 90 °C for 60 to 90 seconds.
Knee flexion was limited to 90° for 6 weeks.
Mothers answered the 10-item Edinburgh scale; a score of 13 or more suggested depression.
All infants were weighed to the nearest 5 g.
Images were windowed at a width of 1500 HU and a level of −600 HU.
The region of interest covered at least 2 cm².
Cox models were adjusted for six covariates.
Time zero was 30 days after transplantation.
An alpha of 0.001 was used for interim looks.
The study is registered (UMIN000012345) and was approved on 3 May 2014.
Author contributions: two authors (A.B. and C.D.) contributed equally.
Data are n (%) unless stated otherwise; 1 lb = 0.45 kg.
Figure 4. Box plots; the box spans the 25th to 75th percentile.
Sacroplasty has been performed for more than two decades.
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
Asked again, 24 patients would have the procedure.|24
Of those treated, 24 of 28 would do it again.|24 28
Target lesions were 12 in women.|12
Pain scores were maintained at 2.1 after treatment.|2.1
FEV1 was 58% and 62% of predicted.|58 62
Range 100-1200.|100 1200
A total of 132 patients were randomized.|132
Of 1,204 records, 87 were retained.|1,204 87
We included 64 women and 51 men.|64 51
Sixty-four women and fifty-one men took part.|Sixty-four fifty-one
The median age was 63 years (IQR, 54–71).|63 54 71
The median (IQR) length of stay was 4 (3–6) days.|4 3 6
Mean ± SD age was 57.3 ± 11.2 years.|57.3 11.2
Patients had a mean age of 57 y (range, 22 to 81).|57 22 81
The hazard ratio for death was 0.72 (95% CI, 0.55 to 0.94; P = .02).|0.72 0.55 0.94 .02
HR 0.72, 95% CI 0.55–0.94.|0.72 0.55 0.94
The adjusted odds ratio was 2.4 (95% CI: 1.3, 4.5).|2.4 1.3 4.5
Risk was higher in smokers (RR 1.8, P=0.003).|1.8 0.003
No difference was seen (P = .47).|.47
Differences were found at 3 months (p<0.01).|0.01
Survival at 5 years was 61% in the surgery group.|61
The five-year overall survival rate was 61%.|61
Overall survival was 14.2 months vs 9.8 months.|14.2 9.8
Median progression-free survival was 7.4 months.|7.4
Sensitivity was 88% and specificity 91%.|88 91
The AUC was 0.87.|0.87
The area under the curve reached 0.87 (0.81–0.92).|0.87 0.81 0.92
Interobserver agreement was substantial (κ = 0.74).|0.74
Kappa was 0.74 for lesion type.|0.74
The correlation was moderate (r = 0.46).|0.46
One of the 28 participants had a fever.|28
None of the 28 patients died.|28
All 28 patients survived to discharge.|28
All but two of the patients went home the next day.|two
All but two went home the next day.|two
Two patients died within 30 days.|Two
Thirty-day mortality was 3%.|3
Complications occurred in three cases.|three
Leakage into the foramen was seen twice and in one case into a vein; 4 leaks were asymptomatic.|4
Four leaks were asymptomatic.|Four
Only 3 needed a second procedure.|3
Three needed reoperation.|Three
Two more were lost to follow-up.|Two
Eleven were lost to follow-up, and three declined.|Eleven three
Follow-up data were available for 25 of them.|25
Follow-up was complete in 89%.|89
Nearly 40% of the cohort were smokers.|40
The rate was 12 per 1000 person-years.|12
During 4,310 person-years there were 96 events.|4,310 96
The response rate to the survey was 68%.|68
Operating time was 95 minutes on average.|95
Mean operating time was 95 minutes.|95
Blood loss was less than 50 mL in all.|50
The cement volume was 3.5–9 mL per side.|3.5 9
The VAS decreased by 6 points.|6
The ODI improved from 62 to 31 at 6 months.|62 31
HAM-D scores dropped by 11.4 points with escitalopram and by 8.2 with placebo.|11.4 8.2
The mean HAM-D score was 22.1 at baseline.|22.1
At week 8, 45% had remitted.|45
At 12 months, 45 of 98 children were seizure free.|45 98
Birth weight averaged 1130 g.|1130
The mean birth weight was 1130 g.|1130
Median gestational age was 28 weeks.|28
Serum creatinine rose from 0.9 to 1.4 mg/dL.|0.9 1.4
Median C-reactive protein was 38 mg/L.|38
Troponin was elevated in 19 (31%).|19 31
Ejection fraction rose by 7 percentage points.|7
LVEF was 34% ± 8%.|34 8
Stents were implanted in 56 lesions.|56
A mean of 1.4 stents per patient was used.|1.4
The coefficient of variation was 4.2%.|4.2
Recovery was 97% to 103%.|97 103
We screened 310 and enrolled 120.|310 120
The incidence fell from 12.1 to 8.4 per 100,000.|12.1 8.4
Adherence was 83%.|83
The number needed to treat was 6.|6
The number needed to treat was 6 (95% CI, 4–11).|6 4 11
I² was 64%.|64
Heterogeneity was high (I² = 72%).|72
Forty percent were women.|Forty
Forty-one per cent of the tumors were HER2 positive.|Forty-one
Grade 3 or 4 neutropenia occurred in 22% of patients.|22
Grade ≥3 toxicity was seen in 14 patients.|14
Dose reductions were needed in 31% after cycle 2.|31
The objective response rate was 43%, with 5 complete responses.|43 5
The participants were 18 to 83 years old.|18 83
The youngest was 18 and the oldest 83 years old.|18 83
Patients ranged in age from 18 to 83 years.|18 83
With 28 participants the series is small.|28
Our sample of 28 does not exclude rare events.|28
In this series of 28 patients pain fell.|28
An upper limit of 12% cannot be excluded.|12
Figure 2: survival was 61% at 5 years.|61
CT showed leakage in 9 of 28 procedures.|9 28
The mean radiation dose was 6.1 mSv.|6.1
The interrater ICC was .91.|.91
Scores improved by a mean of 2.1 (SD 0.9).|2.1 0.9
Group A had 14 participants, group B 14.|14 14
Pain relief lasted 5 months.|5
The shortest stay was 1 day, the longest 9 days.|1 9
Thirteen lesions were lytic, nine mixed, and six sclerotic.|Thirteen nine six
Twenty-two (79%) lived at home.|Twenty-two 79
The 28 participants had 47 lesions.|28 47
All 47 lesions were malignant.|47
The remaining 21 reported partial relief.|21
The other 21 reported partial relief.|21
Both men and 5 of the women were treated as outpatients.|5
Seventeen participants (61%; 95% CI, 41% to 78%) were women.|Seventeen 61 41 78
Mortality was 2.1-fold higher.|2.1
Data were missing for 2 participants.|2
A total of 34 patients were needed to be hospitalized.|34
Relief was seen in 14 patients and 3 events occurred.|14 3
When stratified by sex, relief was more common in women (61% vs 32%).|61 32
Patients were stratified by age; relief was similar (41 vs 43).|41 43
Lesions were classified as malignant in 16 and benign in 12.|16 12
The tumors were classified as ductal (57%) or lobular (43%).|57 43
Complications were graded as minor (12 of 28) or major (2 of 28).|12 28 2 28
The interim analysis showed a hazard ratio of 0.81.|0.81
P was .03 for the 12 patients who were included.|.03 12
Pain fell significantly (P < .001) and 12 patients were selected.|.001 12
Pressure was kept low in 12 of 28 procedures.|12 28
Twelve patients were kept overnight.|Twelve
The target was reached in 84% of patients.|84
To reach the target, 3 needles were used in 9 patients.|3 9
The target volume was 34 mL on average.|34
Scores of 12 patients indicated relief.|12
The values of 28 participants represent the sample.|28
Relief was out of reach in 5.|5
A fall of 6 was used in the model.|6
The rate of missing values was 4%.|4
Patients were 2 years older than those in other series.|2
Stents were 3 × 18 mm in 14 lesions.|14
Seven (25%) of those were women; tel. follow-up was done in 21.|Seven 25 21
The manufacturer, who had no role, paid for 12 patients.|12
Each reader had seen 14 lesions.|14
The form had 12 items missing in 4 patients.|4
Sessions lasted 43 minutes on average.|43
The mean session lasted 43 minutes.|43
Creatinine fell from 1.4 to 0.9 mg/dL.|1.4 0.9
Systolic pressure declined by 12 mmHg.|12
Hemoglobin increased to 13.1 g/dL after 3 months.|13.1
The median hemoglobin was 13.1 g/dL.|13.1
At 6 months, 58% (95% CI, 44%–71%) had a response.|58 44 71
Response was seen in 19/34 with the drug and in 7/33 with placebo.|19 34 7 33
The study needed 12 more months, and 28 patients came.|28
The design needed 310 patients and 298 were enrolled.|298
Of those who would need surgery, 12 refused.|12
The recurrence rate of 12% would have been lower.|12
Sutures were removed in 12 patients.|12
Each had done 14 of them.|14
Three more had a fever.|Three
Two others died at home.|Two
It was 12 percent lower than expected.|12
Sixteen of them were discharged on day 2.|Sixteen
The kappa of the two pathologists was 0.61.|0.61
The two raters agreed in 91% of cases.|91
Scores improved to 31 from 62.|31 62
The ratio was 1.8.|1.8
The odds of relief were 2.1 times those of others.|2.1
Four of the 28 participants were lost, and five moved.|Four 28 five
The upper limit of normal was exceeded in 8.|8
ALT rose to 3 times the upper limit of normal in 8 patients.|8
Percentages add up to 101.|101
At 12 months, 14 infants had been weaned.|14
The neonates had a median birth weight of 1100 g.|1100
No relapse was seen in 12 adolescents.|12
The dose was increased to 40 mg in 12 patients.|12
VAS decreased to 3 after 6 months.|3
Mean creatinine was 1.1 mg/dL and rose by 0.3 mg/dL.|1.1 0.3
Albumin fell from 3.9 g/dL to 3.1 g/dL.|3.9 3.1
Troponin increased from 14 ng/L to 52 ng/L.|14 52
The FEV1 was 62% of predicted.|62
Patients received 92% of the planned dose.|92
A cutoff of 34 was found by the Youden index (sensitivity, 81%).|81
Scores below 12 were seen in 9 patients and were regarded as low.|9
Lesions above 3 cm were removed in 14 patients.|14
In 16 women values of 28 were found.|16 28
Women (16 of 28) were older.|16 28
The trial required a change of plan and 28 patients left.|28
The design would need changes, since 14 of 28 dropped out.|14 28
Response was defined as a fall of 2 points and was seen in 43%.|43
Response (defined as a fall of 2 points) was seen in 43%.|43
Malignancy was graded as low (12/28) in women.|12 28
Lesions were classified as benign (n = 12) or malignant (n = 16).|12 16
Lesions were classified as benign (12 [43%]) or malignant (16 [57%]).|12 43 16 57
Tumors were staged by CT (sensitivity 81% vs 74%).|81 74
The classes divided by sex (P < .05) were alike.|.05
Tel. interviews were held with 21 patients.|21
Women 46 to 88 years old were treated.|46 88
The participants were 46 to 88 years old.|46 88
Values at 6 months were 2 SD above the mean in 4 women.|4
The dashed line is at the median of 14.|14
Differences with P < .001 were seen in 14 patients.|.001 14
The fall was 6.3 (P < .001) and was included in the model.|6.3 .001
Blood pressure was maintained in 12 patients.|12
Relief was maintained at 6 months in 14.|14
A VAS of 2.6 was maintained in 9 patients.|2.6 9
Two more patients had relief at 6 months.|Two
No device was used in more than 12 procedures.|12
Each had at least 3 injections in this series.|3
The score of 28 participants was below 12 in 9 and indicated relief.|28 9
The 3-0 sutures tore in 4 patients.|4
A scale with 10 items was completed by 14 patients.|14
Of 28 boys, 12 had fever.|28 12
Twelve boys had fever.|Twelve
Fourteen of the 28 leaks were asymptomatic.|Fourteen 28
At the 1-year visit, 77% were alive.|77
The median number of needles was 2 (range, 1–4).|2 1 4
Symptoms resolved in 19 within two weeks.|19
An R² of 0.41 was obtained.|0.41
The score on the DASH improved to 22 points.|22
Most complaints came from women (18 of 28).|18 28
PSA declined from 12.1 ng/mL to 0.4 ng/mL.|12.1 0.4
Adverse events were reported by 38%, and 4% stopped the drug.|38 4
Infection occurred in 2 infants born before 28 weeks.|2
The yield of biopsy was 92%.|92
Doses above 20 mg were taken by 8 patients.|8
Reoperation was needed in 3 (11%).|3 11
Six months after surgery, 12 of 14 had returned to work.|12 14
Agreement was perfect in 26 and fair in 2.|26 2
The difference between groups was 1.9 points (P = .06).|1.9 .06
Costs rose by 14% a year.|14
Of 96 eligible people, 68 replied.|96 68
The target was missed in 4 of 47 levels.|4 47
A score of 3 was given to 5 images, 4 to 21.|3 5 4 21
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
